import { expect } from "chai";
import { zeroHash, type Hex } from "viem";
import * as schema from "../../indexer/ponder.schema.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { indexedMarket, lower, type Indexed } from "./fixture.ts";
import { USDC } from "../../scripts/scenarios/market.ts";

describe("the index of a gateway", function () {
  this.timeout(300_000);
  let market: Indexed["market"];
  let indexer: Indexed["indexer"];
  let onlyRow: Indexed["onlyRow"];
  let gateway: Hex;

  before(async () => {
    ({ market, indexer, onlyRow, gateway } = await indexedMarket());
  });

  it("shows endpoint, settler, bond and receipt key", async () => {
    const row = await onlyRow(() => indexer.db.select().from(schema.gateway));
    expect(row).to.include({
      id: gateway,
      endpoint: "http://localhost:4000",
      settler: lower(market.settler.account.address),
      bond: 5_000n * USDC,
      exitAt: 0n,
    });
    const key = await onlyRow(() => indexer.db.select().from(schema.receiptKey));
    const dates = await market.admin.readContract({
      ...market.gateways,
      functionName: "receiptKeyOf",
      args: [gateway, demoAccount(3).address],
    });
    expect(key).to.include({ gateway, key: lower(demoAccount(3).address), ...dates });
  });

  it("follows bond, endpoint and exit", async () => {
    const { gateways, gateway: operator } = market;
    const send = (call: Promise<Hex>) => market.done(call);
    const noPermit = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash };
    await send(
      operator.writeContract({
        ...gateways,
        functionName: "addBond",
        args: [gateway, 500n * USDC, noPermit],
      }),
    );
    await send(
      operator.writeContract({ ...gateways, functionName: "setEndpoint", args: ["https://g.example"] }),
    );
    await send(operator.writeContract({ ...gateways, functionName: "requestExit" }));
    const { exitAt } = await market.admin.readContract({
      ...gateways,
      functionName: "gatewayOf",
      args: [gateway],
    });
    const leaving = await onlyRow(() => indexer.db.select().from(schema.gateway));
    expect(leaving).to.include({ bond: 5_500n * USDC, endpoint: "https://g.example", exitAt });
    await send(operator.writeContract({ ...gateways, functionName: "cancelExit" }));
    expect((await onlyRow(() => indexer.db.select().from(schema.gateway))).exitAt).to.equal(0n);
    const events = await indexer.db.select().from(schema.bondEvent).orderBy(schema.bondEvent.id);
    expect(events.map(({ kind }) => kind)).to.deep.equal([
      "added",
      "added",
      "exitRequested",
      "exitCancelled",
    ]);
  });
});
