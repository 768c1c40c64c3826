import { useState } from "react";
import { toast } from "sonner";
import { useConnection } from "wagmi";
import { courtAbi } from "../../../../contracts/generated.ts";
import { useEvidence } from "../../hooks/use-cases.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { partyOf, type CourtCase } from "../../lib/cases.ts";
import { statementEvidence, statementOf, type Evidence, statementProblem } from "../../lib/evidence.ts";
import { formatTime, shortHex } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { StatementField } from "../statement-field.tsx";

/** What was shown in a case. Until it is decided anybody may add to it. */
export function EvidenceCard({ found }: { found: CourtCase }) {
  const { address } = useConnection();
  const { data: shown } = useEvidence(found.id);
  const open = found.state !== "closed" && found.state !== "decided";
  return (
    <Card aria-label="Evidence" className="pb-5">
      <CardHeader
        title="Evidence"
        description={
          open
            ? "What was said and shown so far. It stays on the chain for good."
            : "What was said and shown. The case is decided: nothing can be added."
        }
      />
      {!shown && (
        <div aria-busy="true">
          <Skeleton className="mx-5 mt-4 h-16" />
        </div>
      )}
      <ul className="mt-3 divide-y border-t">
        {shown?.map((each) => (
          <li key={each.id} className="grid grid-cols-1 gap-1.5 px-5 py-4 text-sm">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
              <Badge tone="outline">{partyOf(found, each.party) ?? "Somebody else"}</Badge>
              <AddressText address={each.party} />
              <span className="tabular-nums">{formatTime(each.time)}</span>
            </p>
            <Shown evidence={each} />
          </li>
        ))}
      </ul>
      {open && address && <GiveEvidence caseId={found.id} />}
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
      <span className="block text-xs text-ink-muted" title={evidence.hash}>
        Its hash is to be <span className="font-mono">{shortHex(evidence.hash, 8)}</span>
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
