import { toast } from "sonner";
import type { Address } from "viem";
import { testUSDCAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { LOCAL_CHAIN, useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** 1,000 of the local test token. */
const GIFT = 1_000_000_000n;

/** Test money for whoever asks; on the local chain only, where the token lets anybody mint. */
export function Faucet({ owner }: { owner: Address }) {
  const { chainId, token } = useStoaConfig();
  const { state, send } = useTransaction(`faucet:${owner}`, () => toast.success("1,000 test USDC arrived"));
  if (chainId !== LOCAL_CHAIN) return null;
  return (
    <div className="grid grid-cols-1 gap-2">
      <Button
        variant="outline"
        size="sm"
        className="justify-self-start"
        busy={isBusy(state)}
        onClick={() =>
          void send(() =>
            contractCall({
              address: token.address,
              abi: testUSDCAbi,
              functionName: "mint",
              args: [owner, GIFT],
            }),
          )
        }
      >
        Get 1,000 test USDC
      </Button>
      {state.step === "failed" && <Notice tone="negative">{state.problem}</Notice>}
    </div>
  );
}
