import type { Address } from "viem";
import type { ArgumentContext } from "../../lib/argument-text.ts";
import { DAY } from "../../lib/days.ts";
import { formatTime } from "../../lib/format.ts";
import { streamTermsOf, type RequestDraft } from "../../lib/request-draft.ts";
import { tokenAmount } from "../../lib/treasury-words.ts";
import { PlainArgument } from "../governance/plain-argument.tsx";
import { Preview } from "../preview.tsx";

interface StreamFieldsProps {
  draft: RequestDraft;
  token: Address;
  /** With the budget's token. */
  context: ArgumentContext;
  /** Chain time, Unix seconds. */
  now: bigint;
  onChange: (changed: Partial<RequestDraft>) => void;
}

/** How much a stream pays in all, and from when to when. */
export function StreamFields({ draft, token, context, now, onChange }: StreamFieldsProps) {
  const terms = streamTermsOf(draft, context, now);
  return (
    <>
      <PlainArgument
        label="Amount in all"
        unit="amount"
        type="uint128"
        value={draft.amount}
        context={context}
        onChange={(amount) => onChange({ amount })}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <PlainArgument
          label="Starts in"
          unit="duration"
          type="uint40"
          value={draft.startsIn}
          context={context}
          onChange={(startsIn) => onChange({ startsIn })}
        />
        <PlainArgument
          label="Runs for"
          unit="duration"
          type="uint40"
          value={draft.runs}
          context={context}
          onChange={(runs) => onChange({ runs })}
        />
      </div>
      {terms && (
        <Preview
          rows={[
            ["A day", tokenAmount(terms.ratePerSecond * DAY, token, context)],
            ["From", formatTime(terms.start)],
            ["To", formatTime(terms.end)],
          ]}
        />
      )}
    </>
  );
}
