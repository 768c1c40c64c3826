import { formatBps, formatDuration } from "../../lib/format.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { Fact } from "../fact.tsx";

export interface TierNumbers {
  readonly quorumBps: number;
  readonly approvalBps: number;
  readonly minVoices: number;
  readonly overridable: boolean;
  /** Seconds. */
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly executionDelay: number | undefined;
  /** Base units of STOA, where they are known. */
  readonly quorum?: bigint | undefined;
}

/** The numbers by which a tier votes. */
export function TierFacts({ tier }: { tier: TierNumbers }) {
  const { quorum, executionDelay } = tier;
  return (
    <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-5 text-sm">
      <Fact label="Quorum">
        {formatBps(tier.quorumBps)}
        {quorum !== undefined && ` (${formatStoa(quorum)})`}
      </Fact>
      <Fact label="Approval by power">
        {tier.approvalBps === 5_000 ? "More than 50 %" : formatBps(tier.approvalBps)}
      </Fact>
      <Fact label="The voices">
        {tier.overridable ? "Can stop it; two thirds override" : "Can stop it"}
        {tier.minVoices > 0 && `, from ${tier.minVoices} on`}
      </Fact>
      <Fact label="Voting begins after">{formatDuration(tier.votingDelay)}</Fact>
      <Fact label="The vote takes">{formatDuration(tier.votingPeriod)}</Fact>
      <Fact label="Waits when it is queued">
        {executionDelay === undefined ? "…" : formatDuration(executionDelay)}
      </Fact>
    </dl>
  );
}
