import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { formatEther, type Address } from "viem";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import {
  useArbitrationCost,
  useBondRule,
  useChargeCaseTime,
  useCourtWindows,
} from "../../hooks/use-court.ts";
import { useOpenCase, type CaseSubjectOf } from "../../hooks/use-open-case.ts";
import { usePaidLedgers } from "../../hooks/use-paid-ledgers.ts";
import { useStoaChain } from "../../hooks/use-stoa-chain.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { caseBond, KIND_LABEL } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { statementEvidence, statementProblem } from "../../lib/evidence.ts";
import { formatAmount, formatDuration, formatMoney, parseAmount } from "../../lib/format.ts";
import { harmedLedgers, MAX_HARMED, readHarmed, stakeShares, type HarmedDraft } from "../../lib/harmed.ts";
import { newestCaseOf } from "../../lib/newest-case.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { StatementField } from "../statement-field.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { HarmedFields } from "./harmed-fields.tsx";

function days(seconds: number | undefined): string {
  return seconds === undefined ? "…" : formatDuration(seconds);
}

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
  const chain = useStoaChain();
  const navigate = useNavigate();
  const now = useChainTime();
  const rule = useBondRule();
  const windows = useCourtWindows();
  const cost = useArbitrationCost();
  const chargeTime = useChargeCaseTime();
  const { data: held } = useTokenBalance(challenger);
  const { data: ledgers = [] } = usePaidLedgers(subject.kind === "stake" ? subject.serviceId : undefined);
  const open = useOpenCase();
  const most = "most" in subject ? subject.most : undefined;
  const [text, setText] = useState(() =>
    most === undefined ? "" : formatAmount(most, token).replaceAll(",", ""),
  );
  const [harmed, setHarmed] = useState<readonly HarmedDraft[]>([]);
  const [statement, setStatement] = useState("");
  const { state, send } = useTransaction(`open-case:${subject.kind}:${what}`, () => {
    toast.success("The Court has the case");
    onClose();
    void newestCaseOf(challenger).then((id) =>
      id === undefined ? undefined : navigate({ to: "/court/$id", params: { id: String(id) } }),
    );
  });

  const amount = most === undefined ? 0n : (parseAmount(text, token) ?? 0n);
  const wrong = most !== undefined && amountProblem(text, token, { most }) !== undefined;
  const context = subject.kind === "stake" && { ledgers, token, publisher: subject.publisher };
  const named = context ? readHarmed(harmed, context) : [];
  const entries = subject.kind === "stake" && named ? harmedLedgers(named, ledgers, subject.serviceId) : [];
  const back = (named ?? []).reduce((sum, each) => sum + each.amount, 0n);
  const tooMany = entries.length > MAX_HARMED;
  const beyond = back > amount;
  const atStake =
    subject.kind === "stake" ? subject.most : subject.kind === "bounty" ? subject.reward : amount;
  const free = subject.kind === "charge";
  const bond = free ? 0n : rule && caseBond(atStake, rule);
  const short = isShort(held, bond);
  const late =
    subject.kind === "charge" &&
    now !== undefined &&
    chargeTime !== undefined &&
    now + BigInt(chargeTime) > subject.deadline;
  const shares = stakeShares(amount, back);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`Go to court: ${what}`}
      description={`${KIND_LABEL[subject.kind].claim} An arbitrator rules on it, and token holders hear an appeal.`}
    >
      <div className="grid grid-cols-1 gap-4">
        {most !== undefined && (
          <AmountField
            label={subject.kind === "stake" ? "To take from the stake" : "Of the claims"}
            value={text}
            onChange={setText}
            most={most}
            hint={
              subject.kind === "stake"
                ? `At most half of the stake, ${formatMoney(most, token)}.`
                : `At most what was filed, ${formatMoney(most, token)}.`
            }
          />
        )}
        {context && (
          <HarmedFields harmed={harmed} context={context} challenger={challenger} onChange={setHarmed} />
        )}
        {beyond && (
          <Notice tone="caution">
            The clients are to have {formatMoney(back, token)} back, more than the case asks for.
          </Notice>
        )}
        {tooMany && (
          <Notice tone="caution">
            They paid by {entries.length} keys, and a case can name {MAX_HARMED}. Name fewer clients, or less
            for each.
          </Notice>
        )}
        <StatementField label="What happened" value={statement} onChange={setStatement} />
        <Preview
          rows={[
            [
              "Your bond",
              bond === undefined ? "…" : free ? "None: it is at the dispute" : formatMoney(bond, token),
            ],
            [
              "The arbitrator asks",
              cost === undefined
                ? "…"
                : cost === 0n
                  ? "Nothing"
                  : `${formatEther(cost)} ${chain.nativeCurrency.symbol}`,
            ],
            ["They answer within", days(windows?.answer)],
            ["Then the arbitrator rules within", days(windows?.rule)],
            ...(free ? [] : ([["An appeal can be asked for", days(windows?.appeal)]] as const)),
            ...(subject.kind === "stake"
              ? ([
                  ["If you win: to the clients", formatMoney(shares.harmed, token)],
                  ["If you win: to you, of the stake", formatMoney(beyond ? 0n : shares.challenger, token)],
                ] as const)
              : []),
          ]}
        />
        {!free && (
          <Notice>
            Your bond comes back if you win or nobody decides. If you win against a respondent who denied it,
            you get half of that bond as well. If you lose, yours is gone: half to the respondent, half to the
            Treasury.
          </Notice>
        )}
        {late && (
          <Notice tone="caution">
            It is too late for a ruling: the dispute ends before the Court could give one. The charge is then
            decided as if nobody ruled.
          </Notice>
        )}
        <ShortOf owner={challenger} held={held} needed={bond} what="the bond" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={
            wrong ||
            short ||
            late ||
            beyond ||
            tooMany ||
            named === undefined ||
            bond === undefined ||
            cost === undefined ||
            statementProblem(statement) !== undefined
          }
          onClick={() =>
            bond !== undefined &&
            cost !== undefined &&
            void send(() =>
              open(subject, {
                amount,
                bond,
                cost,
                harmed: entries,
                evidence: statementEvidence(statement.trim()),
              }),
            )
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
