/** Two houses: what narrow power wants is stopped by voice; what power wants by far is not. */
import { toHex } from "viem";
import { USDC } from "../market.ts";
import { STOA, type Dao } from "./dao.ts";
import { ALL_FOR, callTo, close, execute, propose, queue, vote } from "./proposal.ts";

const CATEGORY = toHex("market making", { size: 32 });
const WANTED = 5_000_000n * STOA;
const SPENT = 1_000n * USDC;

export async function contested(dao: Dao): Promise<void> {
  const { at, chronicle, people, tokens, treasury } = dao;
  const bruno = people.Bruno.account.address;
  const proposal = await propose(dao, {
    by: "Bruno",
    title: "Give 5,000,000 STOA to Bruno to make a market",
    tier: "TREASURY",
    calls: [callTo(treasury, "spend", [at.StoaToken, bruno, WANTED, CATEGORY])],
  });
  await vote(dao, proposal, {
    delegates: { Paula: "for", Bruno: "for", Alice: "against", Clara: "against" },
    users: { for: 5, against: 30 },
  });
  await chronicle.moves(
    "More than half of the power is for it, less than two thirds: the members' voice stops it.",
    tokens.STOA,
    { Treasury: { of: [at.Treasury], by: 0n }, Bruno: { of: [bruno], by: 0n } },
    () => close(dao, proposal, "Defeated"),
  );
}

export async function override(dao: Dao): Promise<void> {
  const { at, chronicle, people, tokens, treasury } = dao;
  const rosa = people.Rosa.account.address;
  const proposal = await propose(dao, {
    by: "Alice",
    title: "Pay Rosa 1,000 USDC for an audit of her own code",
    tier: "TREASURY",
    calls: [callTo(treasury, "spend", [at.USDC, rosa, SPENT, CATEGORY])],
  });
  await vote(dao, proposal, { delegates: { ...ALL_FOR, Dora: "against" }, users: { against: 20 } });
  await chronicle.tell("The members are against it; two thirds, and twice the quorum, override them.");
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await chronicle.moves(
    "Executed against the members' voice.",
    tokens.USDC,
    { Treasury: { of: [at.Treasury], by: -SPENT }, Rosa: { of: [rosa], by: SPENT } },
    () => execute(dao, proposal),
  );
}
