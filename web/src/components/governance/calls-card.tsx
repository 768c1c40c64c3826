import type { RawCall } from "../../lib/call-words.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { CallView } from "./call-view.tsx";

/** What a proposal does, call by call: all of them, or none. */
export function CallsCard({ calls }: { calls: readonly RawCall[] }) {
  return (
    <Card aria-label="What it does" className="overflow-hidden">
      <CardHeader title="What it does" description="All of these calls are made together, or none of them." />
      <ol className="mt-4 divide-y border-t">
        {calls.map((call, index) => (
          <li key={`${index}-${call.data}`} className="px-5 py-4">
            <CallView call={call} place={index + 1} />
          </li>
        ))}
      </ol>
    </Card>
  );
}
