/** What the grants council does with a request until anybody can carry it out. */
import { keccak256, toBytes, toHex } from "viem";
import type { Dao } from "./dao.ts";
import type { Name } from "./people.ts";

/** Of FIRST_BUDGETS. */
export const GRANTS_BUDGET = 1n;
const DAY = 86_400n;
const HOUR = 3_600n;

/** What a payment is for, with the document that says so. */
export function purposeOf(category: string, uri: string) {
  return { category: toHex(category, { size: 32 }), documentHash: keccak256(toBytes(uri)), uri } as const;
}

export interface Approval {
  /** The request's number. */
  readonly id: bigint;
  /** Who approves beside the member that requested it. */
  readonly by: readonly Name[];
  /** The band's delay. */
  readonly days: bigint;
  /** What carries the request out. */
  readonly act: "pay" | "openGrant" | "openStream";
}

/** Gets the approvals and waits for the band's delay, before which nothing can be carried out. */
export async function approval(dao: Dao, { id, by, days, act }: Approval): Promise<void> {
  const { chronicle, people, treasury, market } = dao;
  const call = { ...treasury, functionName: act, args: [id] } as const;
  await approve(dao, id, by);
  const [approvals, needed, payableAt] = await market.admin.readContract({
    ...treasury,
    functionName: "progressOf",
    args: [id],
  });
  await chronicle.holds(
    `${by.join(" and ")} approve${by.length === 1 ? "s" : ""}. ${days} d for objections begin.`,
    [approvals, needed, payableAt],
    [BigInt(by.length + 1), BigInt(by.length + 1), (await dao.now()) + days * DAY],
  );
  await dao.until(payableAt - HOUR);
  await chronicle.refuses("An hour too early.", people.Ivo.simulateContract(call), {
    abi: treasury.abi,
    error: "TreasuryTooEarly",
    args: [id, payableAt],
  });
  await dao.until(payableAt);
}

async function approve({ market, people, treasury }: Dao, id: bigint, by: readonly Name[]): Promise<void> {
  for (const name of by) {
    await market.done(people[name].writeContract({ ...treasury, functionName: "approve", args: [id] }));
  }
}
