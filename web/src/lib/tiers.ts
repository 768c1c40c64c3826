/** The tiers of proposals, which are roles of the Authority, and its other roles, in words. */
import { ROLES, type RoleName, type TierName } from "../../../contracts/roles.ts";

export interface TierWords {
  readonly label: string;
  readonly covers: string;
}

const COVERS: Readonly<Record<TierName, string>> = {
  CONSTITUTION: "The rules themselves, the Authority, the guardian, and everything that no other tier names.",
  OPERATIONS: "Fees, least stakes and bonds, waiting times.",
  TREASURY: "Budgets, streams, and spending within the monthly limit.",
  UPGRADE: "Councils, credentials and the Court.",
};

/** `OPERATIONS` → `Operations`. */
const labelOf = (name: string) => name.charAt(0) + name.slice(1).toLowerCase();

/** Every role with its name, tiers first. */
export const ROLE_NAMES: readonly (readonly [role: bigint, label: string])[] = (
  Object.keys(ROLES) as RoleName[]
).map((name) => [ROLES[name], labelOf(name)]);

const TIERS: ReadonlyMap<bigint, TierWords> = new Map(
  (Object.keys(COVERS) as TierName[]).map((name) => [
    ROLES[name],
    { label: labelOf(name), covers: COVERS[name] },
  ]),
);

/** Whatever belongs to no other tier is constitutional. */
export function tierWords(role: bigint): TierWords {
  return TIERS.get(role) ?? { label: labelOf("CONSTITUTION"), covers: COVERS.CONSTITUTION };
}

export function roleLabel(role: bigint): string {
  return ROLE_NAMES.find(([known]) => known === role)?.[1] ?? `Role ${role}`;
}
