import { toast } from "sonner";
import type { Address } from "viem";
import { membersAbi } from "../../../../contracts/generated.ts";
import { useMemberTerms } from "../../hooks/use-members.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaAccount } from "../../hooks/use-weights.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { GAS_OF_VOTES } from "../../../../contracts/votes-gas.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration } from "../../lib/format.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Enrolment by bond: a signature, and one transaction. */
export function BondForm({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const terms = useMemberTerms();
  const { balance } = useStoaAccount(account);
  const permit = usePermit();
  const { state, send } = useTransaction(`enrol:${account}`, () => toast.success("You are a member"));
  const short = terms !== undefined && balance !== undefined && balance < terms.bond;

  return (
    <section aria-label="By bond" className="grid content-start gap-4">
      <div>
        <h3 className="text-sm font-medium">By bond</h3>
        <p className="mt-0.5 text-sm text-ink-muted">Half a voice. The bond comes back when you leave.</p>
      </div>
      <Preview
        rows={[
          ["Bond", terms ? formatStoa(terms.bond) : "…"],
          ["In your wallet", balance === undefined ? "…" : formatStoa(balance)],
          ["Your voice counts after", terms ? formatDuration(Number(terms.maturity)) : "…"],
          ["Leaving takes", terms ? formatDuration(Number(terms.exitDelay)) : "…"],
        ]}
      />
      {short && <Notice tone="caution">Your wallet holds less than the bond.</Notice>}
      {state.step !== "indexed" && <TransactionStatus state={state} />}
      <Button
        variant="primary"
        busy={isBusy(state)}
        disabled={!terms || balance === undefined || short}
        onClick={() =>
          terms &&
          void send(async () =>
            contractCall({
              address: contracts.Members,
              abi: membersAbi,
              functionName: "enrol",
              args: [await permit(contracts.Members, terms.bond, contracts.StoaToken)],
              gas: GAS_OF_VOTES,
            }),
          )
        }
      >
        Enrol by bond
      </Button>
    </section>
  );
}
