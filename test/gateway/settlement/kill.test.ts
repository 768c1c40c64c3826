import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { expect } from "chai";
import { viewOf } from "../chain/helpers.ts";
import { CENT, startMarket, USDC, type Market } from "../helpers/market.ts";
import { openBooks, type Books } from "./books.ts";
import { eventually, settlementOf } from "./helpers.ts";
import type { SettlerArguments } from "./settler.ts";

describe("a settler killed with -9", () => {
  let market: Market;
  let serviceId: bigint;
  let books: Books;

  before(async () => {
    market = await startMarket();
    serviceId = await market.list("acme/solidity", USDC);
    books = await openBooks(market);
  });
  after(async () => {
    await books.remove();
    await market.close();
  });

  const unmined = async () => (await market.client.getBlock({ blockTag: "pending" })).transactions.length;

  const steps: Record<string, () => Promise<void>> = {
    "before it sends": async () => {},
    "after it sent": () => eventually(async () => (await unmined()) === 1),
    "as its claim is mined": async () => {
      await eventually(async () => (await unmined()) === 1);
      await market.mine(1);
    },
  };

  for (const [step, reached] of Object.entries(steps)) {
    it(`${step} leaves books that are right after the next settlement`, async () => {
      const payer = await market.payerWith(USDC);
      await books.charge({ payer, serviceId, price: 3n * CENT });
      await books.charge({ payer, serviceId, price: 4n * CENT });
      await books.close();

      await market.client.setAutomine(false);
      const settler = await startSettler();
      await reached();
      settler.kill("SIGKILL");
      await once(settler, "exit");
      await market.client.setAutomine(true);
      await market.mine(1);

      books = await openBooks(market, books.folder);
      const chain = await viewOf(market);
      const worker = settlementOf({
        market,
        chain,
        ledger: books.ledger,
        writeOffs: books.writeOffs,
        store: books.store,
      });
      await worker.flush("manual");
      chain.stop();
      const claims = await market.client.getContractEvents({
        ...market.vault,
        eventName: "RowClaimed",
        args: { payer: payer.address },
        fromBlock: 0n,
      });
      expect(claims.map(({ args }) => args.delta)).to.deep.equal([7n * CENT]);
      expect(await books.ledger.claimable()).to.deep.equal([]);
      expect(await books.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });
    });
  }

  async function startSettler(): Promise<ChildProcess> {
    const { url, deployment } = market;
    const given: SettlerArguments = { url, deployment, folder: books.folder };
    const settler = fork(new URL("./settler.ts", import.meta.url), [JSON.stringify(given)]);
    await once(settler, "message");
    return settler;
  }
});
