import { expect } from "chai";
import type { CallRow } from "../../../gateway/ledger/types.ts";
import { CENT, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";

describe("the pages of a payer's calls", () => {
  let market: Market;
  let books: Books;

  before(async () => {
    market = await startMarket();
    books = await openBooks(market);
  });
  after(async () => {
    await books.remove();
    await market.close();
  });

  it("pass over none of many calls in one second", async () => {
    const serviceId = await market.list("acme/solidity", USDC);
    const payer = await market.payerWith(USDC);
    // No block comes in between, so chain time stands still.
    for (let call = 0; call < 5; call++) await books.charge({ payer, serviceId, price: CENT });
    const found: CallRow[] = [];
    for (let page: CallRow[] | undefined; page === undefined || page.length === 2;) {
      const last = found.at(-1);
      page = await books.ledger.callsOf(payer.address, {
        before: last?.startedAt,
        beforeCall: last?.callId,
        limit: 2,
      });
      found.push(...page);
    }
    expect(new Set(found.map(({ startedAt }) => startedAt)).size).to.equal(1);
    expect(new Set(found.map(({ callId }) => callId)).size).to.equal(5);
    expect(found).to.have.length(5);
  });
});
