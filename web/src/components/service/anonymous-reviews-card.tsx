import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useAnonymousReview } from "../../hooks/use-anonymous-review.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFeeLedgers } from "../../hooks/use-fee-ledgers.ts";
import { useReviewerGroups } from "../../hooks/use-reviewer-groups.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { ConnectGate } from "../connect-gate.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { AnonymousReviewForm } from "./anonymous-review-form.tsx";

/** Reviews that nobody can trace: joining the group that is open, and reviewing as a member of those that have closed. */
export function AnonymousReviewsCard({ serviceId }: { serviceId: bigint }) {
  return (
    <Card className="pb-5" aria-label="Review anonymously">
      <CardHeader
        title="Review anonymously"
        description="Join a group of people who have paid, in the open. Once it has closed, each member gives one rating, and nobody can tell whose it is."
      />
      <div className="px-5 pt-4">
        <ConnectGate purpose="The wallet that has paid for the service joins the group.">
          {(account) => <Groups serviceId={serviceId} account={account} />}
        </ConnectGate>
      </div>
    </Card>
  );
}

function Groups({ serviceId, account }: { serviceId: bigint; account: Address }) {
  const { token } = useStoaConfig();
  const { data } = useReviewerGroups(serviceId, account);
  const { data: paid = [] } = useFeeLedgers(account);
  const now = useChainTime() ?? 0n;
  const { prepareJoin, review, progress } = useAnonymousReview(serviceId);
  const [given, setGiven] = useState<ReadonlySet<bigint>>(new Set());
  const { state, send } = useTransaction(`join-reviewers:${serviceId}`, () =>
    toast.success("Joined the group of reviewers"),
  );
  if (!data) return null;

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
          : `${members.length} in the open group.`}{" "}
        {members.length < minSet && `It closes once it has ${minSet} members and its 30 days are over. `}
        Joining spends {formatMoney(price, token)} of your review credit, which the review then weighs.
      </p>
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
