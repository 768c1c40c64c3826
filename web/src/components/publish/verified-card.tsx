import { Check, Minus } from "lucide-react";
import { useServiceDetail, type Standing } from "../../hooks/use-service-detail.ts";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

const PARTS: readonly { part: keyof Standing; done: string; missing: string }[] = [
  {
    part: "staked",
    done: "The stake at work is enough.",
    missing: "Add stake: what is at work must reach the least of your class.",
  },
  {
    part: "domain",
    done: "An auditor has proven your endpoint's domain.",
    missing: "Ask an auditor to prove that the endpoint's domain is yours.",
  },
  {
    part: "audit",
    done: "Your newest version is audited.",
    missing: "Ask an auditor to read your newest version. Each release needs an audit of its own.",
  },
  {
    part: "unlocked",
    done: "No case against the service is open.",
    missing: "A case is open. Verified comes back when it ends.",
  },
  {
    part: "reviewed",
    done: "The reviews of clients who paid weigh enough.",
    missing: "More clients who paid must review the service before their reviews weigh enough.",
  },
];

/** What Verified takes, and which part is still missing. */
export function VerifiedCard({ name }: { name: string }) {
  const { data: detail, error } = useServiceDetail(name);
  return (
    <Card className="pb-5" aria-label="Verified">
      <CardHeader
        title={
          <span className="flex items-center gap-2.5">
            Verified {detail?.verified && <Badge tone="accent">Now</Badge>}
          </span>
        }
        description="Computed from the chain at each look. A sale of the service ends both attestations."
      />
      <div className="px-5 pt-4 text-sm">
        {error && <p className="text-ink-muted">{error.message}</p>}
        {!detail && !error && <Skeleton className="h-24 w-full" />}
        {detail && (
          <ul className="grid grid-cols-1 gap-2.5">
            {PARTS.map(({ part, done, missing }) => {
              const holds = detail.standing[part];
              const Icon = holds ? Check : Minus;
              return (
                <li key={part} className="flex items-start gap-2.5">
                  <Icon
                    className={`mt-0.5 size-4 shrink-0 ${holds ? "text-positive" : "text-ink-muted"}`}
                    aria-label={holds ? "There" : "Missing"}
                  />
                  {holds ? done : missing}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Card>
  );
}
