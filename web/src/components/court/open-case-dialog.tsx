import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useBondRule } from "../../hooks/use-court.ts";
import { useOpenCase, type CaseSubjectOf } from "../../hooks/use-open-case.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { caseBond, KIND_LABEL } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { statementEvidence, statementProblem } from "../../lib/evidence.ts";
import { formatAmount, formatMoney, parseAmount } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { StatementField } from "../statement-field.tsx";

interface OpenCaseDialogProps {
  subject: CaseSubjectOf;
  /** As people call what the case is about. */
  what: string;
  challenger: Address;
  onClose: () => void;
}

/** Puts something before the Court: what for, how much, and what it costs to be wrong. */
export function OpenCaseDialog({ subject, what, challenger, onClose }: OpenCaseDialogProps) {
  const { token } = useStoaConfig();
  const navigate = useNavigate();
  const rule = useBondRule();
  const { data: held } = useTokenBalance(challenger);
  const open = useOpenCase();
  const most = "most" in subject ? subject.most : undefined;
  const [text, setText] = useState(() =>
    most === undefined ? "" : formatAmount(most, token).replaceAll(",", ""),
  );
  const [statement, setStatement] = useState("");
  const { state, send } = useTransaction(`open-case:${subject.kind}:${what}`, () => {
    toast.success("The Court has the case");
    onClose();
    void navigate({ to: "/court", search: { running: true } });
  });
  const amount = most === undefined ? 0n : (parseAmount(text, token) ?? 0n);
  const wrong = most !== undefined && amountProblem(text, token, { most }) !== undefined;
  const atStake =
    subject.kind === "stake" ? subject.most : subject.kind === "bounty" ? subject.reward : amount;
  const free = subject.kind === "charge";
  const bond = free ? 0n : rule && caseBond(atStake, rule);
  const short = isShort(held, bond);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`Go to court: ${what}`}
      description={`${KIND_LABEL[subject.kind].claim} The respondent answers, an arbitrator rules, and token holders hear an appeal.`}
    >
      <div className="grid grid-cols-1 gap-4">
        {most !== undefined && (
          <AmountField
            label={subject.kind === "stake" ? "Of the stake" : "Of the claims"}
            value={text}
            onChange={setText}
            most={most}
            hint={
              subject.kind === "stake"
                ? `At most half of the stake, ${formatMoney(most, token)}. Half of what is taken is yours.`
                : `At most what was filed, ${formatMoney(most, token)}.`
            }
          />
        )}
        <StatementField label="What happened" value={statement} onChange={setStatement} />
        <Preview
          rows={[
            ["About", what],
            [
              "Your bond",
              bond === undefined ? "…" : free ? "None: it is at the dispute" : formatMoney(bond, token),
            ],
          ]}
        />
        {!free && (
          <Notice>
            The bond comes back when you win or nobody decides. If you lose, half of it goes to whoever stood
            up to the case, and half to the Treasury.
          </Notice>
        )}
        <ShortOf owner={challenger} held={held} needed={bond} what="the bond" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong || short || bond === undefined || statementProblem(statement) !== undefined}
          onClick={() =>
            bond !== undefined &&
            void send(() => open(subject, { amount, bond, evidence: statementEvidence(statement.trim()) }))
          }
        >
          {free || bond === undefined
            ? "Open the case"
            : `Put up ${formatMoney(bond, token)} and open the case`}
        </Button>
      </div>
    </Dialog>
  );
}
