import { expect } from "chai";
import type { PaymentRequired } from "../../contracts/payment.ts";
import { PaymentRefusedError } from "../../sdk/signer/errors.ts";
import { moreBlocks, type Counting } from "../../web/src/lib/counting.ts";
import { depositCounts, shortageOf } from "../../web/src/lib/wait-for-deposit.ts";

const never = new AbortController().signal;

function refused(code: string, details?: Record<string, unknown>) {
  const required: PaymentRequired = {
    x402Version: 2,
    accepts: [],
    extensions: { "stoa-refusal": { info: { code, details } } },
  };
  return new PaymentRefusedError(code, "no", required);
}

/** Answers with one state after the other, and stays at the last. */
function states(...all: Counting[]) {
  let looks = 0;
  return async () => all[Math.min(looks++, all.length - 1)]!;
}

const waiting = (blocks: bigint): Counting => ({ counted: 0n, uncounted: 500n, blocks });
const done: Counting = { counted: 500n, uncounted: 0n, blocks: 0n };

describe("a call that comes before its deposit counts", function () {
  this.timeout(20_000);
  it("is known by the gateway's refusal, with what is missing", () => {
    expect(shortageOf(refused("insufficient_balance", { available: "20", needed: "100" }))).to.equal(80n);
    expect(shortageOf(refused("account_thawing", { thawEnd: "9" }))).to.equal(undefined);
    expect(shortageOf(refused("insufficient_balance"))).to.equal(undefined);
    expect(shortageOf(new Error("insufficient_balance"))).to.equal(undefined);
  });

  it("waits until the blocks are there, and says how many are missing", async () => {
    const seen: string[] = [];
    const read = states(waiting(2n), waiting(1n), done);
    const counts = await depositCounts(80n, read, ({ blocks }) => seen.push(moreBlocks(blocks)), never);
    expect(counts).to.equal(true);
    expect(seen).to.deep.equal(["2 more blocks", "1 more block"]);
  });

  it("does not wait when no deposit, or too small a one, is on its way", async () => {
    expect(await depositCounts(80n, states(done), () => undefined, never)).to.equal(false);
    expect(await depositCounts(501n, states(waiting(2n)), () => undefined, never)).to.equal(false);
  });

  it("stops waiting when it is told to", async () => {
    const stop = new AbortController();
    const wait = depositCounts(80n, states(waiting(2n)), () => stop.abort(new Error("enough")), stop.signal);
    expect(await wait.catch((error: Error) => error.message)).to.equal("enough");
  });
});
