import { useState } from "react";
import { toast } from "sonner";
import { useConnection } from "wagmi";
import { courtAbi } from "../../../../contracts/generated.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { canExecute, STAGE_WORDS, type CaseStage, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall, type ContractCall } from "../../lib/contract-call.ts";
import { statementEvidence, statementProblem } from "../../lib/evidence.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { StatementField } from "../statement-field.tsx";

interface ActCardProps {
  found: CourtCase;
  stage: CaseStage;
  /** Chain time, Unix seconds. */
  now: bigint;
  /** Whether the connected wallet may answer for the respondent. */
  answers: boolean;
}

/** What can be done in a case now, by whoever is connected. */
export function ActCard({ found, stage, now, answers }: ActCardProps) {
  const { contracts, token } = useStoaConfig();
  const { address } = useConnection();
  const permit = usePermit();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`case:${found.id}`, () => toast.success("Done"));
  const { id, bond, deadline, ruleBy } = found;
  const court = { address: contracts.Court, abi: courtAbi } as const;
  const until = stage === "hearing" ? ruleBy : deadline;
  const dated = stage === "answering" || stage === "hearing" || stage === "appealable" || stage === "voting";
  const act = (prepare: () => Promise<ContractCall> | ContractCall) => void send(prepare);

  return (
    <Card aria-label="What comes next" className="pb-5">
      <CardHeader
        title={STAGE_WORDS[stage].label}
        description={`${STAGE_WORDS[stage].effect}${dated ? ` Until ${formatTime(until)}, ${formatRelative(until, now)}.` : ""}`}
      />
      {address && stage === "answering" && answers && (
        <div className="mt-4 grid grid-cols-1 gap-3 px-5">
          <StatementField label="Your answer" value={text} onChange={setText} />
          <div className="flex flex-wrap gap-2">
            <Button
              variant="primary"
              busy={isBusy(state)}
              disabled={statementProblem(text) !== undefined}
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
              Put up {formatMoney(bond, token)} and answer
            </Button>
            <Button
              busy={isBusy(state)}
              onClick={() => act(() => contractCall({ ...court, functionName: "concede", args: [id] }))}
            >
              Admit it
            </Button>
          </div>
        </div>
      )}
      {address && stage === "appealable" && found.kind !== "charge" && (
        <div className="mt-4 px-5">
          <Button
            busy={isBusy(state)}
            onClick={() =>
              act(async () =>
                contractCall({
                  ...court,
                  functionName: "appeal",
                  args: [id, await permit(contracts.Court, bond * 2n)],
                }),
              )
            }
          >
            Put up {formatMoney(bond * 2n, token)} and appeal
          </Button>
        </div>
      )}
      {address && canExecute(stage) && (
        <div className="mt-4 px-5">
          <Button
            variant="primary"
            busy={isBusy(state)}
            onClick={() => act(() => contractCall({ ...court, functionName: "execute", args: [id] }))}
          >
            Carry it out
          </Button>
        </div>
      )}
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
