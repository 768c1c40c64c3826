import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import { useConnection } from "wagmi";
import { courtAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { canExecute, caseUntil, STAGE_WORDS, type CaseStage, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall, type ContractCall } from "../../lib/contract-call.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { ConnectHint } from "../connect-hint.tsx";
import { NextCard } from "../next-card.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button, buttonStyles } from "../ui/button.tsx";
import { AnswerForm } from "./answer-form.tsx";
import { AppealDialog } from "./appeal-dialog.tsx";

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
  const [appealing, setAppealing] = useState(false);
  const { state, send } = useTransaction(`case:${found.id}`, () => toast.success("Done"));
  const until = caseUntil(found, stage);
  const appealable = stage === "appealable" && found.kind !== "charge";
  const executable = canExecute(stage);
  const act = (prepare: () => Promise<ContractCall> | ContractCall) => void send(prepare);
  const execute = () =>
    act(() =>
      contractCall({ address: contracts.Court, abi: courtAbi, functionName: "execute", args: [found.id] }),
    );

  return (
    <NextCard title={STAGE_WORDS[stage].label} effect={STAGE_WORDS[stage].effect} until={until} now={now}>
      {address && stage === "answering" && answers && (
        <AnswerForm found={found} account={address} busy={isBusy(state)} act={act} />
      )}
      {address && stage === "answering" && !answers && (
        <p className="text-sm text-ink-muted">
          Only the respondent’s wallet can answer. Anybody can add evidence below.
        </p>
      )}
      {address && appealable && (
        <Button className="justify-self-start" onClick={() => setAppealing(true)}>
          Appeal for {formatMoney(found.bond * 2n, token)}
        </Button>
      )}
      {stage === "voting" && found.proposalId !== null && (
        <Link
          to="/governance/$id"
          params={{ id: String(found.proposalId) }}
          className={buttonStyles({ className: "justify-self-start" })}
        >
          See the vote
        </Link>
      )}
      {address && executable && (
        <Button variant="primary" className="justify-self-start" busy={isBusy(state)} onClick={execute}>
          Carry it out
        </Button>
      )}
      {stage === "closed" && (
        <Link to="/court" className={buttonStyles({ className: "justify-self-start" })}>
          Collect bonds
        </Link>
      )}
      {!address && stage === "answering" && (
        <ConnectHint purpose="The respondent answers here; anybody can add evidence." />
      )}
      {!address && appealable && <ConnectHint purpose="Anybody can appeal." />}
      {!address && executable && <ConnectHint purpose="Anybody can carry it out." />}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      {appealing && address && (
        <AppealDialog found={found} account={address} onClose={() => setAppealing(false)} />
      )}
    </NextCard>
  );
}
