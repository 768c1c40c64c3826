import { expect } from "chai";
import { parseEventLogs, sha256 } from "viem";
import { serviceRecordsAbi } from "../../../contracts/generated.ts";
import type { RunningChainView } from "../../../gateway/chain/view.ts";
import { CENT, DAY, perCall, startMarket, USDC, type Market } from "../helpers/market.ts";
import { viewOf } from "./helpers.ts";

const MAINTENANCE = 2;

describe("the chain view of a service", () => {
  let market: Market;
  let view: RunningChainView;
  let serviceId: bigint;
  let listed = 0;

  before(async () => {
    market = await startMarket();
  });
  after(() => market.close());
  beforeEach(async () => {
    serviceId = await market.list(`acme/service-${listed++}`, 2n * CENT);
    view = await viewOf(market);
  });
  afterEach(() => view.stop());

  async function proposeTerms(price: bigint): Promise<bigint> {
    const receipt = await market.send(market.publisher, market.services, "proposeTerms", [
      serviceId,
      perCall(price),
    ]);
    const [proposed] = parseEventLogs({
      abi: market.services.abi,
      logs: receipt.logs,
      eventName: "TermsProposed",
    });
    return proposed!.args.effectiveAt;
  }

  it("has its status, its listing and the terms that a voucher signs", async () => {
    const service = await view.service(serviceId);
    expect(service).to.deep.include({ serviceId, status: "active", listed: true });
    expect(service.terms).to.include({
      model: "per-call",
      maxPrice: 2n * CENT,
      chargeOnError: false,
      feeVersion: 1,
      termsHash: await market.client.readContract({
        ...market.services,
        functionName: "termsHash",
        args: [serviceId],
      }),
    });
  });

  it("has no terms when nobody published any", async () => {
    expect(await view.service(12_345n)).to.deep.equal({
      serviceId: 12_345n,
      status: "inactive",
      listed: false,
      terms: undefined,
    });
  });

  it("has its standing as ServiceRecords computes it, anew with each block", async () => {
    expect(await view.standing(serviceId)).to.deep.equal({
      staked: true,
      domain: false,
      audit: false,
      unlocked: true,
      reviewed: true,
      verified: false,
    });
    const records = { address: market.deployment.contracts.ServiceRecords, abi: serviceRecordsAbi } as const;
    const expiry = (await market.now()) + DAY;
    for (const kind of [0, 1]) {
      await market.send(market.admin, records, "attest", [serviceId, 1, kind, "", sha256("0x01"), expiry]);
    }
    await view.pollNow();
    expect(await view.standing(serviceId)).to.include({ domain: true, audit: true, verified: true });
    await market.send(market.publisher, market.services, "thawStake", [serviceId, 1n]);
    await view.pollNow();
    expect(await view.standing(serviceId)).to.include({ staked: false, audit: true, verified: false });
  });

  it("is closed in the block that closes it", async () => {
    await view.service(serviceId);
    await market.send(market.publisher, market.services, "setStatus", [serviceId, MAINTENANCE]);
    await view.pollNow();
    expect(await view.service(serviceId)).to.include({ status: "maintenance", listed: false });
  });

  it("is no longer listed when its stake thaws", async () => {
    await view.service(serviceId);
    await market.send(market.publisher, market.services, "thawStake", [serviceId, USDC]);
    await view.pollNow();
    expect(await view.service(serviceId)).to.include({ status: "active", listed: false });
  });

  it("changes its terms at their time, not when they are proposed", async () => {
    await view.service(serviceId);
    const effectiveAt = await proposeTerms(3n * CENT);
    await view.pollNow();
    expect((await view.service(serviceId)).terms?.maxPrice).to.equal(2n * CENT);

    // Twice just before, so that it was surely read less than half a minute ago.
    await market.mineAt(effectiveAt - 2n);
    await view.pollNow();
    await view.service(serviceId);
    await market.mineAt(effectiveAt - 1n);
    await view.pollNow();
    expect((await view.service(serviceId)).terms?.maxPrice).to.equal(2n * CENT);

    await market.mineAt(effectiveAt);
    await view.pollNow();
    expect((await view.service(serviceId)).terms?.maxPrice).to.equal(3n * CENT);
  });

  it("changes terms that were proposed before the view started within half a minute", async () => {
    const effectiveAt = await proposeTerms(4n * CENT);
    await market.mineAt(effectiveAt - 5n);
    const late = await viewOf(market);
    expect((await late.service(serviceId)).terms?.maxPrice).to.equal(2n * CENT);
    await market.mineAt(effectiveAt + 25n);
    await late.pollNow();
    expect((await late.service(serviceId)).terms?.maxPrice).to.equal(4n * CENT);
    late.stop();
  });

  it("is quoted with a new fee version at that version's time", async () => {
    const before = await view.service(serviceId);
    await market.send(market.admin, market.fees, "publishFees", [0, 400, 3_000, 1_000, 1_000]);
    const { effectiveAt } = await market.client.readContract({
      ...market.fees,
      functionName: "feesOf",
      args: [0, before.terms!.feeVersion + 1],
    });
    await market.mineAt(effectiveAt - 1n);
    await view.pollNow();
    expect(await view.service(serviceId)).to.deep.equal(before);
    await market.mineAt(effectiveAt);
    await view.pollNow();
    const after = await view.service(serviceId);
    expect(after.terms?.feeVersion).to.equal(before.terms!.feeVersion + 1);
    expect(after.terms?.termsHash).not.to.equal(before.terms?.termsHash);
  });
});
