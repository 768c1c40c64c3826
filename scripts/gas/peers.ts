/**
 * Gas of comparable contracts, measured as whole transactions on the same chain and compiler settings as ours, with a
 * token without a proxy. Batches of 100 are per row.
 */
export const PEERS = {
  "x402 exact": { "exact, single": 68_712 },
  "x402 batch-settlement": {
    "deposit, first, gasless": 137_133,
    "deposit, top-up, gasless": 99_065,
    "claim, 1 row": 48_333,
    "claim, 10 rows, each": 23_816,
    "claim, 100 rows, each": 21_400,
    thaw: 52_665,
  },
  "SingularityNET MPE": {
    "deposit, first": 196_767,
    "claim, 1 row": 49_983,
    "claim, 10 rows, each": 27_285,
    withdraw: 63_475,
  },
  "The Graph Horizon": {
    "deposit, first": 88_384,
    "deposit, top-up": 54_184,
    "claim, 1 row": 132_443,
    thaw: 74_844,
  },
  /** Governor with simple counting, a TimelockController and ERC20Votes, by an earlier compiler: solc 0.8.30, 200 runs. */
  "OpenZeppelin Governor": {
    "STOA transfer, undelegated": 41_800,
    "STOA transfer, both delegated": 104_700,
    "delegate, first": 95_600,
    "propose, one call": 82_500,
    "vote, first": 85_900,
    "vote, later": 66_300,
    queue: 144_900,
    execute: 115_400,
  },
  /** `addMember` and `validateProof` at depth 16 alone: no credit spent, no feedback kept, no score. */
  Semaphore: { "join reviewers": 216_000, "anonymous feedback": 287_000 },
} as const satisfies Record<string, Record<string, number>>;

/** What each may cost at most; batches per row, at 100 rows in steady state. */
export const GOALS: Readonly<Record<string, number>> = {
  "deposit, first, gasless": 96_000,
  "claim, 100 rows, each: payers sign": 28_000,
  "claim, 100 rows, each: session keys, 1 row a key": 36_000,
  "claim, 100 rows, each: session keys, 10 rows a key": 27_000,
  "dispute answer": 250_000,
  "exact, 100, each: one payer": 38_000,
  "exact, 100, each: distinct payers": 47_000,
  renew: 70_000,
  "charge of a period, 10 at once, each": 70_000,
  "feedback with weight, first": 160_000,
  "anonymous feedback": 420_000,
  "delegate, first": 140_000,
  "propose, one call": 210_000,
  "vote, later: power and voice": 90_000,
};

/** Gas of the same operation at each peer that has it. An operation's kind stands before its colon. */
export function peersOf(operation: string): Readonly<Record<string, number>> {
  const [kind = operation] = operation.split(":");
  const peers = Object.entries(PEERS) as [string, Readonly<Record<string, number>>][];
  return Object.fromEntries(
    peers.flatMap(([name, figures]) => (figures[kind] === undefined ? [] : [[name, figures[kind]]])),
  );
}
