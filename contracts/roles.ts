/** The Authority's roles by their names: who may call what is asked by these numbers. */

/** The four tiers of proposals, which are the Governor's roles. */
export const TIER_ROLES = { CONSTITUTION: 0n, OPERATIONS: 1n, TREASURY: 2n, UPGRADE: 3n } as const;
export type TierName = keyof typeof TIER_ROLES;

/** ARBITER and SLASHER are the Court's, SCORER Reputation's; JUDGE is the council's, which rules on the Court's cases. */
export const ROLES = {
  ...TIER_ROLES,
  GUARDIAN: 10n,
  ARBITER: 30n,
  JUDGE: 31n,
  SLASHER: 40n,
  SCORER: 41n,
  AUDITOR: 42n,
} as const;
export type RoleName = keyof typeof ROLES;
