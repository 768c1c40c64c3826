import { MessageSquare } from "lucide-react";
import { useConnection } from "wagmi";
import { useOwnHelpfulVotes, useReviewResponses, useReviews } from "../../hooks/use-reviews.ts";
import { problemOf } from "../../lib/errors.ts";
import { isSameAddress } from "../../lib/format.ts";
import { isSameReview, REVIEW_ORDERS, type ReviewOrder } from "../../lib/reviews.ts";
import type { Service } from "../../lib/service-row.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { ReviewForm } from "../reviews/review-form.tsx";
import { ReviewItem } from "../reviews/review-item.tsx";
import { RewardCard } from "../reviews/reward-card.tsx";
import { ScoreCard } from "../reviews/score-card.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AnonymousReviewsCard } from "./anonymous-reviews-card.tsx";

const ORDER_LABEL: Record<ReviewOrder, string> = {
  newest: "Newest",
  weight: "Most fees behind them",
  helpful: "Most helpful",
};

interface ReviewsTabProps {
  service: Service;
  order: ReviewOrder;
  onOrder: (order: ReviewOrder) => void;
}

/** What clients say of a service, and the way to say something. */
export function ReviewsTab({ service, order, onOrder }: ReviewsTabProps) {
  const { address } = useConnection();
  const { data: reviews, error } = useReviews(service.id, order);
  const { data: responses = [] } = useReviewResponses(service.id);
  const { data: votes = [] } = useOwnHelpfulVotes(service.id, address);
  if (error)
    return (
      <Notice tone="negative" title="The reviews could not be read">
        {problemOf(error)}
      </Notice>
    );
  const publisher = isSameAddress(address, service.owner);

  return (
    <div className="grid grid-cols-1 gap-4">
      <ScoreCard serviceId={service.id} />
      {address && <RewardCard key={address} serviceId={service.id} account={address} />}
      {!address && (
        <Card aria-label="Write a review" className="flex flex-wrap items-center justify-between gap-4 p-5">
          <p className="max-w-prose text-sm text-ink-muted">
            Whoever has paid for this service can review it, in the open or anonymously.
          </p>
          <Button onClick={openWalletDialog}>Connect to review</Button>
        </Card>
      )}
      {address && !publisher && (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <ReviewForm key={address} serviceId={service.id} payer={address} />
          <AnonymousReviewsCard key={`anonymous:${address}`} serviceId={service.id} account={address} />
        </div>
      )}
      {!reviews && (
        <div aria-busy="true">
          <Skeleton className="h-40 w-full rounded-xl" />
        </div>
      )}
      {reviews?.length === 0 && (
        <EmptyState icon={MessageSquare} title="No review yet" className="rounded-xl border border-dashed">
          Whoever has paid for a call can write the first one that weighs something.
        </EmptyState>
      )}
      {reviews && reviews.length > 0 && (
        <>
          <Field label="Order" className="w-52">
            {(ids) => (
              <Select
                {...ids}
                value={order}
                onChange={({ target }) =>
                  onOrder(REVIEW_ORDERS.find((each) => each === target.value) ?? "newest")
                }
              >
                {REVIEW_ORDERS.map((each) => (
                  <option key={each} value={each}>
                    {ORDER_LABEL[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Card aria-label="Reviews" className="overflow-hidden">
            <h2 className="sr-only">Reviews</h2>
            <ul className="divide-y">
              {reviews.map((review) => (
                <ReviewItem
                  key={`${review.client}:${review.feedbackIndex}`}
                  review={review}
                  responses={responses.filter((each) => isSameReview(each, review)).toReversed()}
                  account={address}
                  vote={votes.find((each) => isSameReview(each, review))?.helpful}
                />
              ))}
            </ul>
          </Card>
        </>
      )}
    </div>
  );
}
