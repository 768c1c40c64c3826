import { useState } from "react";
import { problemOf } from "../../lib/errors.ts";
import { formatRelative, formatTime } from "../../lib/format.ts";
import { pointsOf } from "../../lib/reviews.ts";
import type { ReviewerGroup } from "../../lib/reviewer-groups.ts";
import { StarsField } from "../reviews/stars.tsx";
import { Button } from "../ui/button.tsx";
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
  const [stars, setStars] = useState(0);
  const from = group.reviewsFrom ?? 0n;
  if (now < from)
    return (
      <p className="text-ink-muted">
        You are one of {group.members.length} in a group that gives its reviews from {formatTime(from)} on,{" "}
        {formatRelative(from, now)}. Come back with this wallet then.
      </p>
    );

  return (
    <form
      className="grid grid-cols-1 gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (stars > 0) onReview(Number(pointsOf(stars)));
      }}
    >
      <StarsField
        label={`Your rating, as one of ${group.members.length}`}
        value={stars}
        onChange={setStars}
      />
      <p className="text-xs text-ink-muted">
        Your wallet signs for the secret that you joined with. This browser proves that you are a member,
        which takes some seconds, and the gateway sends the proof: nobody sees which member you are.
      </p>
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
      <Button
        type="submit"
        variant="primary"
        className="justify-self-start"
        busy={busy}
        disabled={stars === 0}
      >
        Review anonymously
      </Button>
    </form>
  );
}
