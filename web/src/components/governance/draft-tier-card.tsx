import type { Address } from "viem";
import { useExecutionDelay, useTier } from "../../hooks/use-governor.ts";
import { useRequiredTier } from "../../hooks/use-required-tier.ts";
import { useElectorate, useProposingPower, useWeights } from "../../hooks/use-weights.ts";
import type { RawCall } from "../../lib/call-words.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatBps } from "../../lib/format.ts";
import { thresholdOf } from "../../lib/proposal-draft.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { tierWords } from "../../lib/tiers.ts";
import { Fact } from "../fact.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { TierFacts } from "./tier-facts.tsx";

/** Whether an account has the power to propose these calls; undefined while that is being read. */
export function useCanPropose(account: Address, calls: readonly RawCall[]) {
  const { data: role, error } = useRequiredTier(calls);
  const { data: tier } = useTier(role);
  const { data: weights } = useWeights(account);
  const { data: proposing } = useProposingPower(account);
  const electorate = useElectorate();
  const threshold = tier && electorate !== undefined ? thresholdOf(electorate, tier.thresholdBps) : undefined;
  const known = threshold !== undefined && weights !== undefined && calls.length > 0;
  const canPropose = known && proposing !== undefined ? proposing >= threshold : undefined;
  /** Delegated in the newest block. */
  const isNew = canPropose === false && known && weights.power >= threshold;
  return { role, tier, power: weights?.power, electorate, threshold, canPropose, isNew, error };
}

/** How the calls of a draft would be voted, as the Governor and the Constitution have it now. */
export function DraftTierCard({ account, calls }: { account: Address; calls: readonly RawCall[] }) {
  const { role, tier, power, electorate, threshold, canPropose, isNew, error } = useCanPropose(
    account,
    calls,
  );
  const executionDelay = useExecutionDelay(role);
  if (calls.length === 0)
    return (
      <Card aria-label="How it is voted" className="pb-5">
        <CardHeader
          title="How it is voted"
          description="Fill in what to do: the calls decide the tier, and the tier decides how it is voted."
        />
      </Card>
    );
  return (
    <Card aria-label="How it is voted" className="pb-5">
      <CardHeader
        title={role === undefined ? "How it is voted" : `Tier: ${tierWords(role).label}`}
        description={role === undefined ? undefined : tierWords(role).covers}
      />
      <div className="grid grid-cols-1 gap-5 px-5 pt-4">
        {error && <Notice tone="negative">{problemOf(error)}</Notice>}
        {tier && (
          <TierFacts
            tier={{
              ...tier,
              executionDelay,
              quorum: electorate === undefined ? undefined : thresholdOf(electorate, tier.quorumBps),
            }}
          />
        )}
        {tier && threshold !== undefined && power !== undefined && (
          <dl className="grid grid-cols-2 gap-5 border-t pt-4 text-sm">
            <Fact label="Needed to propose">
              {formatStoa(threshold)} ({formatBps(tier.thresholdBps)})
            </Fact>
            <Fact label="Your power">{formatStoa(power)}</Fact>
          </dl>
        )}
        {isNew && <Notice>Your power is new: it counts from the next block on.</Notice>}
        {canPropose === false && !isNew && threshold !== undefined && power !== undefined && (
          <Notice tone="caution" title="Not enough power to propose this">
            {formatStoa(threshold - power)} more must be delegated to you.
          </Notice>
        )}
      </div>
    </Card>
  );
}
