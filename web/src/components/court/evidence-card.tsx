import { useState } from "react";
import { toast } from "sonner";
import { useConnection } from "wagmi";
import { courtAbi } from "../../../../contracts/generated.ts";
import { useEvidence } from "../../hooks/use-cases.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { statementEvidence, statementOf, type Evidence, statementProblem } from "../../lib/evidence.ts";
import { formatTime, shortHex } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatementField } from "../statement-field.tsx";

/** What was shown in a case. While it is open anybody may add to it. */
export function EvidenceCard({ caseId, open }: { caseId: bigint; open: boolean }) {
  const { address } = useConnection();
  const { data: shown } = useEvidence(caseId);
  return (
    <Card aria-label="Evidence" className="pb-5">
      <CardHeader title="Evidence" description="Stays on the chain, by its hash where it is elsewhere." />
      {!shown && <Skeleton className="mx-5 mt-4 h-16" />}
      <ul className="mt-3 divide-y border-t">
        {shown?.map((each) => (
          <li key={each.id} className="grid grid-cols-1 gap-1.5 px-5 py-4 text-sm">
            <p className="text-xs text-ink-muted">
              <AddressText address={each.party} />, {formatTime(each.time)}
            </p>
            <Shown evidence={each} />
          </li>
        ))}
      </ul>
      {open && address && <GiveEvidence caseId={caseId} />}
    </Card>
  );
}

function Shown({ evidence }: { evidence: Evidence }) {
  const statement = statementOf(evidence);
  if (statement !== undefined)
    return <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{statement}</p>;
  return (
    <p className="[overflow-wrap:anywhere]">
      {/^https?:/.test(evidence.uri) ? (
        <a href={evidence.uri} rel="noreferrer" className="text-accent hover:underline">
          {evidence.uri}
        </a>
      ) : (
        evidence.uri
      )}
      <span className="block font-mono text-xs text-ink-muted" title={evidence.hash}>
        {shortHex(evidence.hash, 8)}
      </span>
    </p>
  );
}

function GiveEvidence({ caseId }: { caseId: bigint }) {
  const { contracts } = useStoaConfig();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`evidence:${caseId}`, () => {
    toast.success("Your evidence is in the case");
    setText("");
  });
  return (
    <div className="grid grid-cols-1 gap-3 border-t px-5 pt-4">
      <StatementField label="Add evidence" value={text} onChange={setText} />
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      <Button
        className="justify-self-start"
        busy={isBusy(state)}
        disabled={statementProblem(text) !== undefined}
        onClick={() =>
          void send(() =>
            contractCall({
              address: contracts.Court,
              abi: courtAbi,
              functionName: "giveEvidence",
              args: [caseId, statementEvidence(text.trim())],
            }),
          )
        }
      >
        Add it
      </Button>
    </div>
  );
}
