import { useState } from "react";
import { problemOf } from "../../lib/errors.ts";
import { formatTime } from "../../lib/format.ts";
import type { ReviewerGroup } from "../../lib/reviewer-groups.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Meter } from "../ui/meter.tsx";
import { Notice } from "../ui/notice.tsx";

interface AnonymousReviewFormProps {
  readonly group: ReviewerGroup;
  /** Chain time, Unix seconds. */
  readonly now: bigint;
  /** What of the proof is done, 0 to 1. */
  readonly progress: number;
  readonly busy: boolean;
  readonly error: Error | null;
  readonly onReview: (points: number) => void;
}

/** The one rating that a member of a closed group has. */
export function AnonymousReviewForm(props: AnonymousReviewFormProps) {
  const { group, now, progress, busy, error, onReview } = props;
  const [text, setText] = useState("");
  const from = group.reviewsFrom ?? 0n;
  const points = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  const isRating = points >= 0 && points <= 100;
  if (now < from)
    return (
      <p className="text-ink-muted">
        A group that you joined, of {group.members.length}, gives its reviews from {formatTime(from)} on.
      </p>
    );

  return (
    <form
      className="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRating) onReview(points);
      }}
    >
      <Field
        label={`Rating, as one of ${group.members.length}`}
        hint="0 to 100. Your wallet signs for the secret that you joined with; your browser proves that you are a member, and the gateway sends the proof."
        error={text === "" || isRating ? undefined : "A whole number from 0 to 100."}
      >
        {(ids) => (
          <Input {...ids} inputMode="numeric" value={text} onChange={({ target }) => setText(target.value)} />
        )}
      </Field>
      {busy && (
        <div className="grid gap-1.5" aria-live="polite">
          <span className="text-xs text-ink-muted">{progress < 1 ? "Proving…" : "Sending…"}</span>
          <Meter label="Proof" value={BigInt(Math.round(progress * 100))} most={100n} />
        </div>
      )}
      {error && (
        <Notice tone="negative" title="The review was not given">
          {problemOf(error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" className="justify-self-start" busy={busy} disabled={!isRating}>
        Review anonymously
      </Button>
    </form>
  );
}
