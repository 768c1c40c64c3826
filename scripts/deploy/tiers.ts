/** The tiers that the DAO starts with, inside the bounds of the Constitution, and how long the Authority lets each wait. */
import type { TierName } from "../../contracts/roles.ts";

const DAY = 86_400;

/** IConstitution.Tier: seconds, basis points. */
export interface Tier {
  readonly votingDelay: number;
  readonly votingPeriod: number;
  readonly thresholdBps: number;
  readonly quorumBps: number;
  readonly approvalBps: number;
  readonly minVoices: number;
  readonly overridable: boolean;
  readonly rank: number;
}

/** In the order of the roles, as the Constitution's constructor takes them. */
export const TIERS: Readonly<Record<TierName, Tier>> = {
  CONSTITUTION: {
    votingDelay: 3 * DAY,
    votingPeriod: 14 * DAY,
    thresholdBps: 50,
    quorumBps: 1_200,
    approvalBps: 6_670,
    minVoices: 50,
    overridable: false,
    rank: 4,
  },
  OPERATIONS: {
    votingDelay: DAY,
    votingPeriod: 5 * DAY,
    thresholdBps: 10,
    quorumBps: 300,
    approvalBps: 5_000,
    minVoices: 0,
    overridable: true,
    rank: 1,
  },
  TREASURY: {
    votingDelay: DAY,
    votingPeriod: 7 * DAY,
    thresholdBps: 25,
    quorumBps: 500,
    approvalBps: 5_000,
    minVoices: 15,
    overridable: true,
    rank: 2,
  },
  UPGRADE: {
    votingDelay: 2 * DAY,
    votingPeriod: 10 * DAY,
    thresholdBps: 50,
    quorumBps: 800,
    approvalBps: 6_000,
    minVoices: 25,
    overridable: true,
    rank: 3,
  },
};

/** Seconds between queue and execution: the Governor's delay in each role. */
export const EXECUTION_DELAYS: Readonly<Record<TierName, number>> = {
  CONSTITUTION: 14 * DAY,
  OPERATIONS: 2 * DAY,
  TREASURY: 3 * DAY,
  UPGRADE: 7 * DAY,
};
