import { ponder, type Context, type Event } from "ponder:registry";
import { delegation, holder, vesting, votesChange } from "ponder:schema";
import { isAddressEqual, zeroAddress, type Address } from "viem";
import { contracts } from "../deployment.ts";
import { EXCLUDED } from "../excluded.ts";
import { changeElectorate } from "./electorate.ts";
import { changeBalance, setHolder } from "./holders.ts";
import { originOf } from "./origin.ts";
import { plus } from "./plus.ts";
import { bookTreasury } from "./treasury-balance.ts";

const VESTINGS = [contracts.TeamVesting, contracts.InvestorVesting];

ponder.on("StoaToken:Transfer", async ({ event, context }) => {
  const { from, to, value } = event.args;
  const { db } = context;
  if (value === 0n || isAddressEqual(from, to)) return;
  if (from === zeroAddress) await changeElectorate(event, db, { supply: value });
  else await changeBalance(event, db, from, -value, to);
  await changeBalance(event, db, to, value, from);
  await bookTreasury(event, db, event.args);
  if (VESTINGS.some((each) => isAddressEqual(each, to)) && (await db.find(vesting, { address: to }))) {
    await db.update(vesting, { address: to }).set(plus({ granted: value }));
  }
});

ponder.on("StoaToken:DelegateChanged", async ({ event, context }) => {
  const { delegator, fromDelegate: from, toDelegate: to } = event.args;
  const { db } = context;
  const { balance: amount } = await setHolder(event, db, delegator, {
    delegate: to === zeroAddress ? null : to,
    excluded: isAddressEqual(to, EXCLUDED),
  });
  await countDelegator(event, db, from, -1);
  await countDelegator(event, db, to, 1);
  await db.insert(delegation).values({ id: event.id, delegator, from, to, amount, ...originOf(event) });
});

ponder.on("StoaToken:DelegateVotesChanged", async ({ event, context }) => {
  const { delegate: account, previousVotes, newVotes: votes } = event.args;
  const { db } = context;
  const change = votes - previousVotes;
  if (isAddressEqual(account, EXCLUDED)) return changeElectorate(event, db, { excluded: change });
  await changeElectorate(event, db, { delegated: change });
  await setHolder(event, db, account, { votes });
  await db.insert(votesChange).values({ id: event.id, account, votes, change, ...originOf(event) });
});

async function countDelegator(
  event: Pick<Event, "block">,
  db: Context["db"],
  account: Address,
  delegators: 1 | -1,
): Promise<void> {
  if (account === zeroAddress || isAddressEqual(account, EXCLUDED)) return;
  await db
    .insert(holder)
    .values({ account, delegators, knownSince: event.block.timestamp })
    .onConflictDoUpdate((before) => ({ delegators: before.delegators + delegators }));
}
