/** How STOA comes into the world: Vesting and MerkleDistributor. All amounts are base units of STOA. */
import { index, onchainTable, primaryKey } from "ponder";
import { count, origin, sum } from "../columns.ts";

export const vesting = onchainTable(
  "vesting",
  (t) => ({
    address: t.hex().primaryKey(),
    /** In the deployment. */
    name: t.text().notNull(),
    beneficiary: t.hex().notNull(),
    start: t.bigint().notNull(),
    /** Seconds after the start, and from the start to the last token. */
    cliff: t.bigint().notNull(),
    duration: t.bigint().notNull(),
    revocable: t.boolean().notNull(),
    /** What it was given. */
    granted: sum(t),
    released: sum(t),
    /** What went to the Treasury when it was revoked. */
    returned: sum(t),
    revokedAt: t.bigint(),
    /** To whom the beneficiary offers his place, and when that one may take it. */
    successor: t.hex(),
    acceptFrom: t.bigint(),
  }),
  (table) => ({ byBeneficiary: index().on(table.beneficiary) }),
);

export const vestingRelease = onchainTable(
  "vesting_release",
  (t) => ({
    id: t.text().primaryKey(),
    vesting: t.hex().notNull(),
    beneficiary: t.hex().notNull(),
    amount: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byVestingTime: index().on(table.vesting, table.time) }),
);

/** Shares for a list of accounts. */
export const distribution = onchainTable("distribution", (t) => ({
  address: t.hex().primaryKey(),
  name: t.text().notNull(),
  root: t.hex().notNull(),
  /** The last second at which a share is paid. */
  deadline: t.bigint().notNull(),
  claimed: sum(t),
  claims: count(t),
  /** What went to the Treasury after it. */
  swept: sum(t),
  sweptAt: t.bigint(),
}));

export const distributionClaim = onchainTable(
  "distribution_claim",
  (t) => ({
    distribution: t.hex().notNull(),
    /** In the list. */
    index: t.bigint().notNull(),
    account: t.hex().notNull(),
    amount: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.distribution, table.index] }),
    byAccount: index().on(table.account),
  }),
);
