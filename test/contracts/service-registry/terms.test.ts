import { expect } from "chai";
import { encodeAbiParameters, keccak256, zeroAddress, zeroHash, type Hex } from "viem";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import { Class, Model, registry, TERMS, type Registry } from "../helpers/listing.ts";
import { termsHash } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const DELAY = 7n * DAY;
const TABLE = keccak256("0x7b7d");

type Terms = typeof TERMS;

/** keccak256(abi.encode(serviceId, sequence, terms)), as the interface says. */
function termsId(serviceId: bigint, sequence: bigint, terms: Terms): Hex {
  return keccak256(
    encodeAbiParameters(
      [
        { type: "uint256" },
        { type: "uint256" },
        { type: "uint8" },
        { type: "uint8" },
        { type: "bool" },
        { type: "bool" },
        { type: "uint96" },
        { type: "bytes32" },
      ],
      [
        serviceId,
        sequence,
        terms.model,
        terms.class,
        terms.chargeOnError,
        terms.direct,
        terms.maxPrice,
        terms.pricesHash,
      ],
    ),
  );
}

async function currentPrice({ services, service }: Registry): Promise<bigint> {
  return (await services.currentTerms(service.serviceId)).terms.maxPrice;
}

/** Moves to `at` exactly. */
async function moveTo(at: bigint) {
  await time.increaseTo(at);
}

describe("ServiceRegistry.proposeTerms", () => {
  it("puts the first terms in force at once", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    const id = termsId(agentId, 1n, TERMS);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(services, rival).proposeTerms(agentId, TERMS))
      .to.emit(services, "TermsProposed")
      .withArgs(agentId, id, Object.values(TERMS), at, zeroAddress);
    const current = await services.currentTerms(agentId);
    expect(current.termsId).to.equal(id);
    expect(current.feeVersion).to.equal(1n);
    expect([...current.terms]).to.deep.equal([1n, 0n, false, false, 20_000n, zeroHash]);
    expect(await services.termsHash(agentId)).to.equal(termsHash(id, 1));
  });

  it("puts later terms in force after the delay, and not a second earlier", async () => {
    const parts = await loadFixture(registry);
    const { services, publisher, service } = parts;
    const old = service.termsHash;
    const terms = { ...TERMS, maxPrice: 30_000n };
    const id = termsId(service.serviceId, 2n, terms);
    const proposedAt = (await now()) + DAY;
    await time.setNextBlockTimestamp(proposedAt);
    await expect(as(services, publisher).proposeTerms(service.serviceId, terms))
      .to.emit(services, "TermsProposed")
      .withArgs(service.serviceId, id, Object.values(terms), proposedAt + DELAY, zeroAddress);
    await moveTo(proposedAt + DELAY - 1n);
    expect(await services.termsHash(service.serviceId)).to.equal(old);
    await moveTo(proposedAt + DELAY);
    expect(await services.termsHash(service.serviceId)).to.equal(termsHash(id, 1));
    expect(await currentPrice(parts)).to.equal(30_000n);
  });

  it("replaces terms that wait, whose class can still be read", async () => {
    const parts = await loadFixture(registry);
    const { services, publisher, service } = parts;
    const call = as(services, publisher);
    const replaced = { ...TERMS, direct: true, maxPrice: 30_000n };
    await call.proposeTerms(service.serviceId, replaced);
    await moveTo((await now()) + DELAY - DAY);
    await call.proposeTerms(service.serviceId, { ...TERMS, maxPrice: 40_000n });
    const proposedAt = await now();

    await moveTo(proposedAt + DELAY - 1n);
    expect(await currentPrice(parts), "the replaced terms never come").to.equal(20_000n);
    await moveTo(proposedAt + DELAY);
    expect(await currentPrice(parts)).to.equal(40_000n);
    const id = termsId(service.serviceId, 2n, replaced);
    expect([...(await services.classOf(service.serviceId, id))]).to.deep.equal([0n, 30_000n]);
  });

  it("keeps terms in force while those after them wait", async () => {
    const parts = await loadFixture(registry);
    const { services, publisher, service } = parts;
    const call = as(services, publisher);
    await call.proposeTerms(service.serviceId, { ...TERMS, maxPrice: 30_000n });
    await moveTo((await now()) + DELAY);
    await call.proposeTerms(service.serviceId, { ...TERMS, maxPrice: 40_000n });
    expect(await currentPrice(parts)).to.equal(30_000n);
    await moveTo((await now()) + DELAY);
    expect(await currentPrice(parts)).to.equal(40_000n);
  });

  it("gives the same terms another id each time, so that no voucher fits two", async () => {
    const { services, publisher, service } = await loadFixture(registry);
    const propose = as(services, publisher).getFunction("proposeTerms");
    expect(await propose.staticCall(service.serviceId, TERMS)).to.equal(
      termsId(service.serviceId, 2n, TERMS),
    );
    expect(termsId(service.serviceId, 2n, TERMS)).to.not.equal(service.termsId);
  });

  for (const [what, terms, least, most] of [
    ["a free service with a price", { model: Model.Free, maxPrice: 1n }, 0n, 0n],
    ["a priced service for nothing", { model: Model.PerCall, maxPrice: 0n }, 1n, 1_000_000_000_000n],
    [
      "a price over a million dollars",
      { model: Model.PerCall, maxPrice: 1_000_000_000_001n },
      1n,
      1_000_000_000_000n,
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { services, rival, agentId } = await loadFixture(registry);
      await expect(as(services, rival).proposeTerms(agentId, { ...TERMS, ...terms }))
        .to.be.revertedWithCustomError(services, "ServiceRegistryPriceOutOfBounds")
        .withArgs(terms.maxPrice, least, most);
    });
  }

  for (const [what, terms] of [
    ["a price per tool without its table", { model: Model.PerTool, pricesHash: zeroHash }],
    ["a price per unit without its table", { model: Model.PerUnit, pricesHash: zeroHash }],
    ["one price with a table", { model: Model.PerCall, pricesHash: TABLE }],
    ["a free service with a table", { model: Model.Free, maxPrice: 0n, pricesHash: TABLE }],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { services, rival, agentId } = await loadFixture(registry);
      await expect(as(services, rival).proposeTerms(agentId, { ...TERMS, ...terms }))
        .to.be.revertedWithCustomError(services, "ServiceRegistryPricesHashMismatch")
        .withArgs(terms.model, terms.pricesHash);
    });
  }

  it("says whether callers may go to the endpoint directly", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    await as(services, rival).proposeTerms(agentId, { ...TERMS, direct: true });
    expect((await services.currentTerms(agentId)).terms.direct).to.equal(true);
  });

  it("takes free terms, the highest price, and a table where the model reads one", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    for (const terms of [
      { ...TERMS, model: Model.Free, maxPrice: 0n },
      { ...TERMS, maxPrice: 1_000_000_000_000n },
      { ...TERMS, model: Model.PerTool, pricesHash: TABLE },
      { ...TERMS, model: Model.PerUnit, pricesHash: TABLE },
    ]) {
      await as(services, rival).proposeTerms(agentId, terms);
    }
    await moveTo((await now()) + DELAY);
    expect((await services.currentTerms(agentId)).terms.pricesHash).to.equal(TABLE);
  });

  it("refuses who does not control the service", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    await expect(as(services, stranger).proposeTerms(agentId, TERMS))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(agentId, stranger.address);
  });
});

describe("ServiceRegistry.termsHash", () => {
  it("moves with the fees of the class without the publisher acting, and the old terms stay readable", async () => {
    const { services, fees, admin, service, other } = await loadFixture(registry);
    await as(fees, admin).publishFees(Class.SelfHosted, 1_000, 3_000, 1_000, 1_000);
    const publishedAt = await now();
    await moveTo(publishedAt + DELAY - 1n);
    expect(await services.termsHash(service.serviceId)).to.equal(service.termsHash);

    await moveTo(publishedAt + DELAY);
    for (const quote of [service, other]) {
      expect(await services.termsHash(quote.serviceId)).to.equal(termsHash(quote.termsId, 2));
      const { feeVersion } = await services.currentTerms(quote.serviceId);
      expect(feeVersion).to.equal(2n);
      expect([...(await services.classOf(quote.serviceId, quote.termsId))]).to.deep.equal([0n, 20_000n]);
    }
  });

  it("does not move with the fees of another class", async () => {
    const { services, fees, admin, service } = await loadFixture(registry);
    await as(fees, admin).publishFees(Class.Managed, 1_000, 3_000, 1_000, 1_000);
    await moveTo((await now()) + DELAY);
    expect(await services.termsHash(service.serviceId)).to.equal(service.termsHash);
  });

  it("is zero without terms, and currentTerms says so", async () => {
    const { services, agentId } = await loadFixture(registry);
    expect(await services.termsHash(agentId)).to.equal(zeroHash);
    await expect(services.currentTerms(agentId))
      .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownTerms")
      .withArgs(agentId, zeroHash);
  });
});

describe("ServiceRegistry.classOf", () => {
  it("refuses terms that the service never published, also those of another service", async () => {
    const { services, service, other } = await loadFixture(registry);
    for (const id of [zeroHash, TABLE, other.termsId]) {
      await expect(services.classOf(service.serviceId, id))
        .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownTerms")
        .withArgs(service.serviceId, id);
    }
  });
});
