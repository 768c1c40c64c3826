/** The four tiers as they start. The Constitution bounds what a vote can make of them. */

const DAY = 86_400;

/** In the order of the roles: CONSTITUTION, OPERATIONS, TREASURY, UPGRADE. Seconds, basis points, ballots. */
export const TIERS = [
  {
    votingDelay: 3 * DAY,
    votingPeriod: 14 * DAY,
    thresholdBps: 50,
    quorumBps: 1_200,
    approvalBps: 6_670,
    minVoices: 50,
    overridable: false,
    rank: 4,
  },
  {
    votingDelay: 1 * DAY,
    votingPeriod: 5 * DAY,
    thresholdBps: 10,
    quorumBps: 300,
    approvalBps: 5_000,
    minVoices: 0,
    overridable: true,
    rank: 1,
  },
  {
    votingDelay: 1 * DAY,
    votingPeriod: 7 * DAY,
    thresholdBps: 25,
    quorumBps: 500,
    approvalBps: 5_000,
    minVoices: 15,
    overridable: true,
    rank: 2,
  },
  {
    votingDelay: 2 * DAY,
    votingPeriod: 10 * DAY,
    thresholdBps: 50,
    quorumBps: 800,
    approvalBps: 6_000,
    minVoices: 25,
    overridable: true,
    rank: 3,
  },
] as const;

/** Seconds that a passed proposal of each role waits before it can be executed: the Governor's delay in the Authority. */
export const EXECUTION_DELAYS = [14 * DAY, 2 * DAY, 3 * DAY, 7 * DAY] as const;
