import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useAnonymousReview } from "../../hooks/use-anonymous-review.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFeeLedgers } from "../../hooks/use-fee-ledgers.ts";
import { useHasPaid } from "../../hooks/use-has-paid.ts";
import { useReviewerGroups } from "../../hooks/use-reviewer-groups.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { AnonymousReviewForm } from "./anonymous-review-form.tsx";

/** Reviews that nobody can trace: joining the group that is open, and reviewing as a member of those that have closed. */
export function AnonymousReviewsCard({ serviceId, account }: { serviceId: bigint; account: Address }) {
  return (
    <Card className="pb-5" aria-label="Review anonymously">
      <CardHeader
        title="Review anonymously"
        description="Join a group of people who have paid, in the open. Once it has closed, each member gives one rating, and nobody can tell whose it is."
      />
      <div className="px-5 pt-4">
        <Groups serviceId={serviceId} account={account} />
      </div>
    </Card>
  );
}

function Groups({ serviceId, account }: { serviceId: bigint; account: Address }) {
  const { token } = useStoaConfig();
  const { data, error } = useReviewerGroups(serviceId, account);
  const hasPaid = useHasPaid(serviceId, account);
  const { data: paid = [] } = useFeeLedgers(account);
  const now = useChainTime() ?? 0n;
  const { prepareJoin, review, progress } = useAnonymousReview(serviceId);
  const [given, setGiven] = useState<ReadonlySet<bigint>>(new Set());
  const { state, send } = useTransaction(`join-reviewers:${serviceId}`, () =>
    toast.success("Joined the group of reviewers"),
  );
  if (error)
    return (
      <Notice tone="negative" title="The groups could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!data) return <Skeleton className="h-16 w-full" />;

  const { openEpoch, minSet, groups } = data;
  const open = groups.find(({ epoch }) => epoch === openEpoch);
  const members = open?.members ?? [];
  const price = open?.denomination ?? BigInt(data.denomination);
  const ledgers = paid.filter((ledger) => ledger.serviceId === serviceId);
  const mine = groups.filter(({ joined, epoch }) => joined && !given.has(epoch));

  return (
    <div className="grid grid-cols-1 gap-4 text-sm">
      <p>
        {members.length === 0
          ? "Nobody has joined the open group yet."
          : `${members.length === 1 ? "1 person has" : `${members.length} people have`} joined the open group.`}{" "}
        {members.length < minSet
          ? `It closes when it has ${minSet} members, at the end of its 30 days at the soonest.`
          : open?.reviewsFrom !== undefined &&
            `It gives its reviews from ${formatTime(open.reviewsFrom)} on, ${formatRelative(open.reviewsFrom, now)}.`}
      </p>
      {!open?.joined && hasPaid === false && (
        <Notice tone="caution">
          Joining takes {formatMoney(price, token)} of fees that this wallet has paid for the service, and the
          chain knows of none yet. Calls count once the gateway has claimed them.
        </Notice>
      )}
      {open?.joined ? (
        <p className="text-ink-muted">
          You are in the open group. Come back with this wallet when it has closed.
        </p>
      ) : (
        <Button
          className="justify-self-start"
          busy={isBusy(state)}
          onClick={() => void send(() => prepareJoin(openEpoch, members, ledgers))}
        >
          Join the group
        </Button>
      )}
      {!open?.joined && (
        <p className="text-xs text-ink-muted">
          Everybody sees that you join, and nobody which review is yours. Joining spends{" "}
          {formatMoney(price, token)} of the fees that you have paid; the review then weighs that. Your wallet
          signs twice, then sends one transaction.
        </p>
      )}
      {state.step !== "indexed" && <TransactionStatus state={state} />}
      {mine
        .filter(({ reviewsFrom }) => reviewsFrom !== undefined)
        .map((group) => (
          <AnonymousReviewForm
            key={String(group.epoch)}
            group={group}
            now={now}
            progress={progress}
            busy={review.isPending}
            error={review.error}
            onReview={(points) =>
              review.mutate(
                { group, points },
                {
                  onSuccess: () => {
                    setGiven((before) => new Set([...before, group.epoch]));
                    toast.success("Your review is on chain, without your name");
                  },
                },
              )
            }
          />
        ))}
    </div>
  );
}
