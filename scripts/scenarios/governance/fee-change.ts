/** A vote raises the fee: what was signed before pays the old one, whenever it is claimed. */
import assert from "node:assert/strict";
import { balancesOf, compare, usdc, type Balances } from "../balances.ts";
import { USDC } from "../market.ts";
import type { Dao } from "./dao.ts";
import { callTo, pass } from "./proposal.ts";

const SELF_HOSTED = 0;
/** Of the charge and of the fee: gateway, integrator, rewards. Basis points. */
const NEW_FEES = [800, 3_000, 1_000, 1_000] as const;
const CHARGE = 10n * USDC;
const HOUR = 3_600n;
const DAY = 24n * HOUR;
const TERMS_DELAY = 7n * DAY;
/** What the treasury has of each charge: 60 % of 5 %, and of 8 %. */
const OLD_PART = (CHARGE * 3n) / 100n;
const NEW_PART = (CHARGE * 48n) / 1_000n;

export async function feeChange(dao: Dao): Promise<void> {
  const { market, chronicle, fees, cast } = dao;
  const { payer } = market;
  const { serviceId } = cast.publishers["Paula"]!;
  await pass(dao, {
    by: "Paula",
    title: "Raise the fee of self-hosted services from 5 % to 8 %",
    tier: "OPERATIONS",
    calls: [callTo(fees, "publishFees", [SELF_HOSTED, ...NEW_FEES])],
  });
  const published = await dao.now();
  const { feeBps, effectiveAt } = await market.admin.readContract({
    ...fees,
    functionName: "feesOf",
    args: [SELF_HOSTED, 2],
  });
  await chronicle.holds(
    "Version 2 of the fees is published, for a week later.",
    [feeBps, effectiveAt],
    [NEW_FEES[0], published + TERMS_DELAY],
  );

  await dao.until(effectiveAt - HOUR);
  const early = await market.row(payer, { serviceId, charged: CHARGE });
  await chronicle.holds("An hour before, Alice is quoted version 1, and signs for 10.", early.feeVersion, 1);
  await dao.until(effectiveAt);
  const late = await market.row(payer, { serviceId, charged: 2n * CHARGE });
  await chronicle.holds(
    "From that second on she is quoted version 2, and signs for 10 more.",
    late.feeVersion,
    2,
  );

  await claim(dao, early, OLD_PART, "The old voucher is claimed after the change, and pays the old fee");
  await claim(dao, late, NEW_PART, "The new voucher pays the new fee");
  await sweep(dao);
}

async function claim(
  { market, cast, chronicle, say }: Dao,
  row: Parameters<Dao["market"]["claim"]>[0][number],
  part: bigint,
  line: string,
): Promise<void> {
  const before = await balancesOf(cast);
  await market.claim([row]);
  const after = await balancesOf(cast);
  await chronicle.tell(`${line}: ${usdc(part)} for the treasury.`);
  compare(before, after, say);
  const change = (name: keyof Balances) => after[name]! - before[name]!;
  assert.equal(change("Alice's account"), -CHARGE);
  assert.equal(change("treasury"), part);
}

async function sweep({ at, chronicle, market, people, tokens }: Dao): Promise<void> {
  const due = OLD_PART + NEW_PART;
  await chronicle.moves(
    "Anybody sends the treasury's part of the fees to the Treasury.",
    tokens.USDC,
    { Earnings: { of: [at.Earnings], by: -due }, Treasury: { of: [at.Treasury], by: due } },
    () => market.done(people.Ivo.writeContract({ ...market.earnings, functionName: "sweepTreasury" })),
  );
}
