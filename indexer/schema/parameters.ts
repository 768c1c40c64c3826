/** What governance sets of the market: parameters, and the versions of the fees. */
import { index, onchainEnum, onchainTable, primaryKey } from "ponder";
import { origin } from "./columns.ts";
import { serviceClass } from "./services.ts";

export const parameterName = onchainEnum("parameter_name", [
  "minDeposit",
  "thawPeriod",
  "hold",
  "minBond",
  "disputeBond",
  "minStakeSelfHosted",
  "minStakeHosted",
  "minStakeManaged",
  "memberBond",
  "firstFeeStep",
  "secondFeeStep",
  "reviewMaxWeight",
  "reviewPriorMean",
  "reviewPriorWeight",
  "reviewRewardBps",
  "reviewGroupDenomination",
  "courtAnswerWindow",
  "courtRuleWindow",
  "courtAppealWindow",
  "courtMinBond",
]);

export const feeVersion = onchainTable(
  "fee_version",
  (t) => ({
    class: serviceClass().notNull(),
    version: t.integer().notNull(),
    /** Basis points of the charge: the fee, and the part of it that is shared. A host has what exceeds that. */
    feeBps: t.integer().notNull(),
    baseFeeBps: t.integer().notNull(),
    /** Basis points of the shared part; the treasury has the rest. */
    gatewayBps: t.integer().notNull(),
    integratorBps: t.integer().notNull(),
    rewardsBps: t.integer().notNull(),
    effectiveAt: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.class, table.version] }) }),
);

/** Governed parameters now: token base units or seconds, a mean in points, a rate in basis points. */
export const parameter = onchainTable("parameter", (t) => ({
  name: parameterName().primaryKey(),
  value: t.bigint().notNull(),
  setAt: t.bigint().notNull(),
}));

export const parameterChange = onchainTable(
  "parameter_change",
  (t) => ({
    id: t.text().notNull(),
    name: parameterName().notNull(),
    value: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.id, table.name] }),
    byNameTime: index().on(table.name, table.time),
  }),
);
