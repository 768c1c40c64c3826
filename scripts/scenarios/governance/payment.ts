/** The grants council pays from its budget, and a grant by its milestones. */
import { keccak256, toBytes } from "viem";
import { USDC } from "../market.ts";
import { approval, GRANTS_BUDGET, purposeOf } from "./council-request.ts";
import type { Dao } from "./dao.ts";

const PAYMENT = 5_000n * USDC;
const PLAN = ["a prototype", "an audit", "a release"] as const;
const MILESTONE = 4_000n * USDC;
/** ITreasuryRequests.State. */
const RUNNING = 2;
const PAID = 3;

export async function payment(dao: Dao): Promise<void> {
  const { chronicle, market, people, treasury } = dao;
  const rosa = people.Rosa.account.address;
  const args = [GRANTS_BUDGET, rosa, PAYMENT, purposeOf("tooling", "ipfs://invoice")] as const;
  const call = { ...treasury, functionName: "requestPayment", args } as const;
  const { result: id } = await people.Clara.simulateContract(call);
  await market.done(people.Clara.writeContract(call));
  await chronicle.tell("Clara, of the grants council, requests 5,000 USDC for Rosa.");
  await chronicle.refuses(
    "She has approved it herself; no member pays alone.",
    people.Clara.simulateContract({ ...treasury, functionName: "pay", args: [id] }),
    { abi: treasury.abi, error: "TreasuryTooFewApprovals", args: [id, 1n, 2n] },
  );
  await approval(dao, { id, by: ["Carl"], days: 1n, act: "pay" });
  await pay(dao, id, PAYMENT, "Anybody carries it out");
}

export async function grant(dao: Dao): Promise<void> {
  const { chronicle, market, people, treasury } = dao;
  const rosa = people.Rosa.account.address;
  const milestones = PLAN.map((what) => ({ amount: MILESTONE, hash: keccak256(toBytes(what)) }));
  const args = [GRANTS_BUDGET, rosa, milestones, purposeOf("grants", "ipfs://plan")] as const;
  const call = { ...treasury, functionName: "requestGrant", args } as const;
  const { result: id } = await people.Clara.simulateContract(call);
  await market.done(people.Clara.writeContract(call));
  await chronicle.tell(`Clara requests a grant of 12,000 USDC for Rosa: ${PLAN.join(", ")}, 4,000 each.`);
  await approval(dao, { id, by: ["Carl", "Cleo"], days: 3n, act: "openGrant" });
  await market.done(people.Ivo.writeContract({ ...treasury, functionName: "openGrant", args: [id] }));
  await chronicle.holds("The grant runs. Nothing is paid yet.", await stateOf(dao, id), RUNNING);

  for (const [i, what] of PLAN.entries()) await completeMilestone(dao, id, BigInt(i), what);
  await chronicle.holds("Its last milestone is paid: the grant is over.", await stateOf(dao, id), PAID);
}

async function completeMilestone(dao: Dao, grantId: bigint, milestone: bigint, what: string): Promise<void> {
  const { chronicle, market, people, treasury } = dao;
  const args = [grantId, milestone, keccak256(toBytes(what)), `ipfs://milestone-${milestone}`] as const;
  const call = { ...treasury, functionName: "requestMilestone", args } as const;
  const { result: id } = await people.Cleo.simulateContract(call);
  await market.done(people.Cleo.writeContract(call));
  await chronicle.tell(`Rosa delivers ${what}, and Cleo requests its payment.`);
  await approval(dao, { id, by: ["Clara"], days: 1n, act: "pay" });
  await pay(dao, id, MILESTONE, `Milestone ${milestone + 1n} is paid`);
}

async function pay(
  { at, chronicle, market, people, tokens, treasury }: Dao,
  id: bigint,
  amount: bigint,
  line: string,
): Promise<void> {
  await chronicle.moves(
    `${line}.`,
    tokens.USDC,
    {
      Treasury: { of: [at.Treasury], by: -amount },
      Rosa: { of: [people.Rosa.account.address], by: amount },
    },
    () => market.done(people.Ivo.writeContract({ ...treasury, functionName: "pay", args: [id] })),
  );
}

async function stateOf({ market, treasury }: Dao, id: bigint): Promise<number> {
  const { state } = await market.admin.readContract({ ...treasury, functionName: "requestOf", args: [id] });
  return state;
}
