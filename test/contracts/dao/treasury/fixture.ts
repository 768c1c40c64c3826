/** The market's Treasury with 1,000,000 USDC, a council of five, and a budget of three bands that it may pay from. */
import { keccak256, stringToHex, toHex, type Hex } from "viem";
import type { councilAbi } from "../../../../contracts/generated.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  now,
  person,
  type ContractOf,
  type Person,
} from "../../helpers/chain.ts";
import { market, USDC, type Market } from "../../helpers/market.ts";

/** A category as the contract takes it: text of at most 32 bytes. */
export const categoryOf = (name: string): Hex => stringToHex(name, { size: 32 });
export const AUDITS = categoryOf("audits");
export const PURPOSE = {
  category: AUDITS,
  documentHash: keccak256(toHex("why")),
  uri: "https://stoa.example/why.md",
};
export const WINDOW = 30n * DAY;
export const CAP = 60_000n * USDC;
export const BANDS = [
  { maxAmount: 1_000n * USDC, delay: 0n, approvals: 1n },
  { maxAmount: 10_000n * USDC, delay: DAY, approvals: 2n },
  { maxAmount: 50_000n * USDC, delay: 3n * DAY, approvals: 3n },
];
export const HELD = 1_000_000n * USDC;
/** In the order of `Kind` in ITreasuryRequests.sol. */
export const [PAYMENT, GRANT, STREAM] = [0n, 1n, 2n];
/** In the order of `State`. */
export const [REQUESTED, RUNNING, PAID, CANCELLED, STOPPED] = [1n, 2n, 3n, 4n, 5n];

export type Fixture = Awaited<ReturnType<typeof budgeted>>;

export async function budgeted() {
  const parts = await market();
  const members = await Promise.all([10, 11, 12, 13, 14].map(person));
  const [first, second, third, fourth] = members as [Person, Person, Person, Person];
  const council = await electedCouncil(parts, members);
  for (let i = 0; i < 10; ++i) await parts.usdc.mint(parts.treasury, HELD / 10n);
  const budget = await budgetOf(parts, council);
  await parts.treasury.openBudget(budget);
  return { ...parts, members, first, second, third, fourth, council, budget, budgetId: 1n };
}

export async function electedCouncil(parts: Market, members: readonly Person[]) {
  return deploy<ContractOf<typeof councilAbi>>("Council", [
    parts.authority,
    members.map(({ address }) => address),
    BigInt(Math.floor(members.length / 2) + 1),
    (await now()) + 365n * DAY,
  ]);
}

export async function budgetOf(parts: Market, council: ContractOf<typeof councilAbi>) {
  return {
    council: await addressOf(council),
    token: await addressOf(parts.usdc),
    window: WINDOW,
    cap: CAP,
    bands: BANDS,
  };
}

/** A payment of the budget to the stranger, requested by `who`. */
export async function requested(parts: Fixture, who: Person, amount: bigint): Promise<bigint> {
  const call = as(parts.treasury, who);
  await call.requestPayment(parts.budgetId, parts.stranger.address, amount, PURPOSE);
  return parts.treasury.requestCount();
}

/** The council itself calls the treasury, once three of its members approve. */
export async function byCouncil(parts: Fixture, data: string): Promise<unknown> {
  const { council, treasury, first, second, third } = parts;
  await as(council, first).propose(treasury, data);
  const id: bigint = await council.proposalCount();
  await as(council, second).approve(id);
  await as(council, third).approve(id);
  return as(council, first).enact(id);
}
