import { useState } from "react";
import type { Address } from "viem";
import { courtAbi } from "../../../../contracts/generated.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import type { CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall, type ContractCall } from "../../lib/contract-call.ts";
import { statementEvidence, statementProblem } from "../../lib/evidence.ts";
import { formatMoney } from "../../lib/format.ts";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { StatementField } from "../statement-field.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

interface AnswerFormProps {
  found: CourtCase;
  account: Address;
  busy: boolean;
  act: (prepare: () => Promise<ContractCall> | ContractCall) => void;
}

/** For the respondent: denies the case beside a bond, or admits it. */
export function AnswerForm({ found, account, busy, act }: AnswerFormProps) {
  const { contracts, token } = useStoaConfig();
  const permit = usePermit();
  const { data: held } = useTokenBalance(account);
  const [text, setText] = useState("");
  const [admitting, setAdmitting] = useState(false);
  const { id, bond, kind } = found;
  const court = { address: contracts.Court, abi: courtAbi } as const;
  const money = formatMoney(bond, token);

  return (
    <div className="grid grid-cols-1 gap-3">
      <StatementField label="Your answer" value={text} onChange={setText} />
      {bond > 0n && (
        <p className="text-sm text-ink-muted">
          Your bond comes back, with half of the challenger’s, if you win. It is gone if you lose.
        </p>
      )}
      <ShortOf owner={account} held={held} needed={bond} what="the bond" />
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          busy={busy}
          disabled={statementProblem(text) !== undefined || isShort(held, bond)}
          onClick={() =>
            act(async () =>
              contractCall({
                ...court,
                functionName: "answer",
                args: [id, statementEvidence(text.trim()), await permit(contracts.Court, bond)],
              }),
            )
          }
        >
          {bond > 0n ? `Put up ${money} and deny it` : "Deny it"}
        </Button>
        <Button busy={busy} onClick={() => setAdmitting(true)}>
          Admit it
        </Button>
      </div>
      {admitting && (
        <Dialog open onOpenChange={setAdmitting} title="Admit the case" description={ADMITTING[kind]}>
          <div className="grid grid-cols-1 gap-4">
            <Notice tone="caution">You put up no bond, and cannot take it back.</Notice>
            <Button
              variant="danger"
              onClick={() => {
                setAdmitting(false);
                act(() => contractCall({ ...court, functionName: "concede", args: [id] }));
              }}
            >
              Admit it
            </Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

/** What follows from an admission. A stake is not given away by one: see Court.concede. */
const ADMITTING: Record<CourtCase["kind"], string> = {
  stake:
    "The arbitrator reads that you admit it, and can rule at once. He still decides what the stake pays.",
  bond: "Your claims become void as far as the case asks. Nobody has to rule on it any more.",
  charge: "The payer has the price of the call back. Nobody has to rule on it any more.",
  review: "Your review is struck. Nobody has to rule on it any more.",
  bounty: "Your report is rejected and its bond is the sponsor’s. Nobody has to rule on it any more.",
};
