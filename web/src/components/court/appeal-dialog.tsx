import type { Address } from "viem";
import { courtAbi } from "../../../../contracts/generated.ts";
import { useCourtWindows } from "../../hooks/use-court.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { OUTCOME_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

interface AppealDialogProps {
  found: CourtCase;
  account: Address;
  onClose: () => void;
}

/** Asks all token holders for the other outcome, for twice the case's bond. */
export function AppealDialog({ found, account, onClose }: AppealDialogProps) {
  const { contracts, token } = useStoaConfig();
  const permit = usePermit();
  const windows = useCourtWindows();
  const { data: held } = useTokenBalance(account);
  const { state, send } = useTransaction(`appeal:${found.id}`, onClose);
  const bond = found.bond * 2n;
  const asked = found.ruling === "upheld" ? "rejected" : "upheld";
  const money = formatMoney(bond, token);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Appeal the ruling"
      description="The Court puts the other outcome to a vote of all token holders. Nobody else has to ask for it."
    >
      <div className="grid grid-cols-1 gap-4">
        <Preview
          rows={[
            ["The ruling", OUTCOME_LABEL[found.ruling ?? "refused"].label],
            ["They vote on", OUTCOME_LABEL[asked].label],
            ["Your bond", money],
            ["Decided within", windows === undefined ? "…" : formatDuration(windows.vote)],
          ]}
        />
        <Notice>
          The bond comes back if the vote changes the ruling. If it does not, or too few vote, the ruling
          stands and the bond is gone.
        </Notice>
        <ShortOf owner={account} held={held} needed={bond} what="the bond" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={isShort(held, bond)}
          onClick={() =>
            void send(async () =>
              contractCall({
                address: contracts.Court,
                abi: courtAbi,
                functionName: "appeal",
                args: [found.id, await permit(contracts.Court, bond)],
              }),
            )
          }
        >
          Put up {money} and appeal
        </Button>
      </div>
    </Dialog>
  );
}
