/** Gas of whole transactions in steady state: every slot an operation writes has been written before, unless "first". */
import { termsOnce } from "../../gateway/settlement/terms-once.ts";
import { as, DAY, networkHelpers } from "../../test/contracts/helpers/chain.ts";
import { authorisation } from "../../test/contracts/helpers/deposit.ts";
import { claimServed, deepAnswer, open, serve } from "../../test/contracts/helpers/dispute.ts";
import { creditAt, exact, payToOf } from "../../test/contracts/helpers/exact.ts";
import { NO_PERMIT, USDC } from "../../test/contracts/helpers/market.ts";
import { receiptFor } from "../../test/contracts/helpers/receipt.ts";
import type { Signer } from "../../test/contracts/helpers/sign.ts";
import { all, byKeys, byPayers, byTenKeys, claimGas, gather, ROWS, signerOf, type Crowd } from "./crowd.ts";

/** Operation to gas. A batch counts per row, the transaction's own 21,000 included. */
export type Measurements = Record<string, number>;

export async function measure(): Promise<Measurements> {
  const crowd = await gather();
  return {
    ...(await deposits(crowd)),
    ...(await claims(crowd)),
    ...(await exacts(crowd)),
    ...(await forced(crowd)),
    ...(await disputes(crowd)),
    ...(await exits(crowd)),
  };
}

async function used(sending: Promise<{ wait(): Promise<{ gasUsed: bigint }> }>): Promise<number> {
  return Number((await (await sending).wait()).gasUsed);
}

async function deposits({ market }: Crowd): Promise<Measurements> {
  const { vault, token, payer, gateway, settler } = market;
  const newcomer = signerOf("newcomer");
  await token.mint(newcomer.address, 100n * USDC);
  const gasless = async (salt: string) =>
    used(
      as(vault, settler).depositWithAuthorization(
        newcomer.address,
        gateway.address,
        ...(await authorisation(market, gateway.address, 5n * USDC, newcomer, salt)),
      ),
    );
  return {
    "deposit, first, gasless": await gasless("one"),
    "deposit, top-up, gasless": await gasless("two"),
    "deposit, first": await used(
      as(vault, payer).deposit(payer.address, gateway.address, 5n * USDC, NO_PERMIT),
    ),
    "deposit, top-up": await used(
      as(vault, payer).deposit(payer.address, gateway.address, 5n * USDC, NO_PERMIT),
    ),
  };
}

async function claims(crowd: Crowd): Promise<Measurements> {
  const kinds = {
    "payers sign": byPayers,
    "session keys, 1 row a key": byKeys,
    "session keys, 10 rows a key": byTenKeys,
  };
  const measured: Measurements = {};
  for (const [kind, rowsOf] of Object.entries(kinds)) {
    let turn = kind === "session keys, 10 rows a key" ? 10 : 0;
    await claimGas(crowd, await rowsOf(crowd, ROWS, ++turn));
    if (kind !== "session keys, 10 rows a key") {
      measured[`claim, 1 row: ${kind}`] = await claimGas(crowd, await rowsOf(crowd, 1, ++turn));
      measured[`claim, 10 rows, each: ${kind}`] =
        (await claimGas(crowd, await rowsOf(crowd, 10, ++turn))) / 10;
    }
    const whole = await claimGas(crowd, await rowsOf(crowd, ROWS, ++turn));
    measured[`claim, ${ROWS} rows, each: ${kind}`] = Math.round(whole / ROWS);
  }
  return measured;
}

async function exacts(crowd: Crowd): Promise<Measurements> {
  const { market: parts, payers } = crowd;
  const { vault, doors, settler, gateway, service } = parts;
  const batch = async (name: string, by: (index: number) => Signer) => {
    const rows = await all(ROWS, (i) =>
      exact(parts, `${name} ${i}`, { by: by(i), changes: { value: 10_000n } }),
    );
    const sorted = termsOnce(rows, ({ serviceId }) => serviceId);
    return Math.round((await used(as(vault, settler).settleExacts(gateway.address, sorted))) / ROWS);
  };
  await doors.openCredit(gateway.address);
  await doors.openPayTo(service.serviceId, service.termsId, service.feeVersion);
  const credit = await creditAt(await doors.creditOf(gateway.address));
  const payTo = await payToOf(parts, service);
  const single = async (name: string) => {
    const { from, value, validAfter, validBefore, nonce, signature } = await exact(parts, name, {
      by: payers[0]!,
      changes: { value: 10_000n },
    });
    const method = as(credit, settler).getFunction(
      "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
    );
    return used(method(from, payTo, value, validAfter, validBefore, nonce, signature));
  };
  return {
    "exact, single": await single("single"),
    [`exact, ${ROWS}, each: one payer`]: await batch("one payer", () => payers[0]!),
    [`exact, ${ROWS}, each: distinct payers`]: await batch("distinct", (i) => payers[i]!),
  };
}

async function forced(crowd: Crowd): Promise<Measurements> {
  const { market: parts } = crowd;
  const [served] = await byPayers(crowd, 1, 100);
  if (!served) throw new Error("no row");
  const args = await receiptFor(parts, served);
  await networkHelpers.time.increase(DAY / 4n);
  return { "force-claim": await used(parts.forced.forceClaim(served, ...args)) };
}

/** Under 2^20 charges of the row, the disputed one the first, and 129 rows of the claim. */
async function disputes({ market: parts }: Crowd): Promise<Measurements> {
  const { disputes: court, token, vault, payer, gateway, other: quote } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, USDC, NO_PERMIT);
  await as(token, payer).approve(court, 100n * USDC);
  const served = await serve(parts, [20_000n], { wishes: { quote } });
  const { answer, receiptsRoot } = deepAnswer(parts, served);
  const rows = Array.from({ length: 129 }, () => served);
  const skipped = rows.map((_, i) => i).slice(1);
  const claimed = await claimServed(parts, rows, { receiptsRoot, skipped });
  return {
    "dispute open": await used(open(parts, claimed, 1n)),
    "dispute answer": await used(court.answer(await court.disputeCount(), answer)),
  };
}

async function exits({ market }: Crowd): Promise<Measurements> {
  const { vault, payer, gateway } = market;
  const thaw = await used(as(vault, payer).thaw(gateway.address, 3n * USDC));
  await networkHelpers.time.increase(DAY);
  return { thaw, withdraw: await used(as(vault, payer).withdraw(gateway.address, payer.address)) };
}
