/** The tiers of proposals, which are roles of the Authority, in words. */
export interface TierWords {
  readonly label: string;
  readonly covers: string;
}

/** The strictest; whatever belongs to no other role is of this tier. */
export const CONSTITUTION = 0n;

const CONSTITUTIONAL: TierWords = {
  label: "Constitution",
  covers: "The rules themselves, the Authority, and everything that no other tier names.",
};

const TIERS: ReadonlyMap<bigint, TierWords> = new Map([
  [CONSTITUTION, CONSTITUTIONAL],
  [1n, { label: "Operations", covers: "Fees, least stakes and bonds, waiting times." }],
  [2n, { label: "Treasury", covers: "Budgets, streams, and spending within the monthly limit." }],
  [3n, { label: "Upgrade", covers: "Councils, credentials, the guardian and the Court." }],
]);

/** Roles that are no tiers, as the Authority numbers them. */
const MACHINES: ReadonlyMap<bigint, string> = new Map([
  [10n, "Guardian"],
  [20n, "Grants"],
  [30n, "Arbiter"],
  [40n, "Slasher"],
  [42n, "Auditor"],
]);

export function tierWords(role: bigint): TierWords {
  return TIERS.get(role) ?? CONSTITUTIONAL;
}

export function roleLabel(role: bigint): string {
  return TIERS.get(role)?.label ?? MACHINES.get(role) ?? `Role ${role}`;
}

/** Every role with its name, tiers first. */
export const ROLE_NAMES: readonly (readonly [role: bigint, label: string])[] = [
  ...[...TIERS].map(([role, { label }]) => [role, label] as const),
  ...MACHINES,
];
