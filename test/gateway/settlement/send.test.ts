import { expect } from "chai";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { viewOf } from "../chain/helpers.ts";
import { CENT, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { claimedOf, settlementOf } from "./helpers.ts";

describe("the settler", () => {
  let market: Market;
  let chain: RunningChainView;
  let books: Books;

  before(async () => {
    market = await startMarket();
    books = await openBooks(market);
    chain = await viewOf(market, { pollInterval: 20 });
  });
  after(async () => {
    chain.stop();
    await books.remove();
    await market.close();
  });

  it("sends what is no claim between claims: none replaces another, all asked for at once are mined", async () => {
    const serviceId = await market.list("acme/solidity", USDC);
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 2n * CENT });
    const { ledger, writeOffs, store } = books;
    const settlement = settlementOf({ market, chain, ledger, writeOffs, store });
    const errand = { to: market.gateway.address, data: "0x", gas: 30_000n } as const;

    const [first, claims, second] = await Promise.all([
      settlement.send(errand),
      settlement.flush("manual"),
      settlement.send(errand),
    ]);
    expect(claims).to.have.length(1);
    expect(await claimedOf(market, payer, serviceId)).to.equal(2n * CENT);
    const blocks = [first?.blockNumber, claims[0]?.block, second?.blockNumber].map(Number);
    expect(blocks).to.deep.equal(blocks.toSorted((a, b) => a - b));
    expect([first?.status, second?.status]).to.deep.equal(["success", "success"]);
    await settlement.stop();
  });
});
