import { toast } from "sonner";
import { erc20Abi, type Address } from "viem";
import { useReadContract } from "wagmi";
import { gatewayRegistryAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { outstanding, type BondClaim } from "../../lib/bond-claims.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";

/** Pays a publisher's whole claim: allows exactly that amount first, since a cure takes no permit. */
export function CureClaim({ operator, claim }: { operator: Address; claim: BondClaim }) {
  const { contracts, token } = useStoaConfig();
  const amount = outstanding(claim);
  const registry = contracts.GatewayRegistry;
  const id = `${claim.gateway}:${claim.run}:${claim.payee}`;
  const allowing = useTransaction(`allow-cure:${id}`);
  const curing = useTransaction(`cure:${id}`, () => toast.success("The claim is paid"));
  const { data: allowance = 0n } = useReadContract({
    address: token.address,
    abi: erc20Abi,
    functionName: "allowance",
    args: [operator, registry],
    query: { refetchInterval: 4_000 },
  });
  const allowed = allowance >= amount;
  const shown = isBusy(allowing.state) || allowing.state.step === "failed" ? allowing.state : curing.state;

  return (
    <>
      <Button
        size="sm"
        variant="primary"
        busy={isBusy(shown)}
        onClick={() =>
          allowed
            ? void curing.send(() =>
                contractCall({
                  address: registry,
                  abi: gatewayRegistryAbi,
                  functionName: "cureBondClaims",
                  args: [claim.gateway, claim.payee],
                }),
              )
            : void allowing.send(() =>
                contractCall({
                  address: token.address,
                  abi: erc20Abi,
                  functionName: "approve",
                  args: [registry, amount],
                }),
              )
        }
      >
        {allowed ? `Pay ${formatMoney(amount, token)}` : `Allow ${formatMoney(amount, token)}`}
      </Button>
      {shown.step !== "idle" && shown.step !== "indexed" && (
        <div className="basis-full">
          <TransactionStatus state={shown} />
        </div>
      )}
    </>
  );
}
