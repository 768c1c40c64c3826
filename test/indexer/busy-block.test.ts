/** More rows of one table in one block than Ponder writes one by one. */
import { expect } from "chai";
import { like } from "drizzle-orm";
import { serviceRegistryAbi } from "../../contracts/generated.ts";
import { service } from "../../indexer/ponder.schema.ts";
import { indexedMarket } from "./fixture.ts";

const MANY = 24;
const MAINTENANCE = 2;

describe("a block that changes many rows of a table", function () {
  this.timeout(300_000);

  it("leaves them where SQL over HTTP finds them", async () => {
    const { market, indexer } = await indexedMarket();
    const ids: bigint[] = [];
    for (let count = 0; count < MANY; count++) ids.push(await market.list(`busy/service-${count}`));
    await indexer.reach();

    const { chain, publisher, deployment } = market;
    const registry = { address: deployment.contracts.ServiceRegistry, abi: serviceRegistryAbi } as const;
    const change = { ...registry, functionName: "setStatus", gas: 200_000n } as const;
    let nonce = await publisher.getTransactionCount({ address: publisher.account.address });
    await chain.setAutomine(false);
    try {
      for (const id of ids)
        await publisher.writeContract({ ...change, args: [id, MAINTENANCE], nonce: nonce++ });
      await chain.mine({ blocks: 1 });
    } finally {
      await chain.setAutomine(true);
    }
    await indexer.reach();

    const rows = await indexer.db.select().from(service).where(like(service.name, "busy/%"));
    expect(rows.map(({ status }) => status)).to.deep.equal(Array(MANY).fill("maintenance"));
  });
});
