import { expect } from "chai";
import { hashTypedData, zeroAddress, type Hex } from "viem";
import { hostingTypes, registryDomain } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, deploy, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import { Class, hostConsent, listingOf, registry, TERMS } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;
const DELAY = 7n * DAY;
const HOSTED = { ...TERMS, class: Class.Hosted as number };
const LEAST = 25n * USDC;

/** The rival's `rival/tool`, listed as hosted by the gateway. */
async function hosted() {
  const parts = await registry();
  const { services, usdc, rival } = parts;
  await as(usdc, rival).approve(services, 10n * STAKE);
  const consent = await hostConsent(parts, HOSTED);
  await as(services, rival).listHosted(listingOf({ terms: HOSTED, stake: LEAST }), consent, NO_PERMIT);
  const serviceId: bigint = await services.idOf("rival/tool");
  return { ...parts, serviceId };
}

/** The registry with the rival's agent named and staked, without terms. */
async function named() {
  const parts = await registry();
  const { services, usdc, rival, agentId } = parts;
  await as(usdc, rival).approve(services, STAKE);
  await as(services, rival).stake(agentId, STAKE, NO_PERMIT);
  await as(services, rival).nameService(agentId, "rival/tool");
  return parts;
}

describe("ServiceRegistry.listHosted", () => {
  it("lists with the class's own stake what a gateway has signed to host", async () => {
    const { services, gateway, serviceId } = await loadFixture(hosted);
    const { termsId, terms } = await services.currentTerms(serviceId);
    expect(terms.class).to.equal(BigInt(Class.Hosted));
    expect(await services.hostOf(serviceId, termsId)).to.equal(gateway.address);
    expect(await services.isListed(serviceId)).to.equal(true);
  });

  it("refuses a publisher who calls himself hosted without any host", async () => {
    const { services, usdc, rival } = await loadFixture(registry);
    await as(usdc, rival).approve(services, STAKE);
    for (const serviceClass of [Class.Hosted, Class.Managed]) {
      const listing = listingOf({ terms: { ...TERMS, class: serviceClass } });
      await expect(as(services, rival).list(listing, NO_PERMIT))
        .to.be.revertedWithCustomError(services, "ServiceRegistryHostNeeded")
        .withArgs(serviceClass);
    }
  });

  it("refuses a consent for another name: the host signed for one service", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, gateway, agentId } = parts;
    const consent = await hostConsent(parts, HOSTED);
    const listing = listingOf({ name: "rival/other", terms: HOSTED, stake: LEAST });
    await expect(as(services, rival).listHosted(listing, consent, NO_PERMIT))
      .to.be.revertedWithCustomError(services, "ServiceRegistryHostConsentMissing")
      .withArgs(agentId + 1n, gateway.address);
  });
});

describe("ServiceRegistry.proposeHostedTerms", () => {
  it("moves a self-hosted service to a host, after the delay", async () => {
    const parts = await loadFixture(registry);
    const { services, publisher, gateway, service } = parts;
    const consent = await hostConsent(parts, HOSTED, {
      publisher: publisher.address,
      name: "acme/solidity",
    });
    const tx = as(services, publisher).proposeHostedTerms(service.serviceId, HOSTED, consent);
    await expect(tx).to.emit(services, "TermsProposed");
    const proposedAt = await now();
    await time.increaseTo(proposedAt + DELAY - 1n);
    expect((await services.currentTerms(service.serviceId)).termsId).to.equal(service.termsId);
    await time.increaseTo(proposedAt + DELAY);
    const { termsId, terms } = await services.currentTerms(service.serviceId);
    expect(terms.class).to.equal(BigInt(Class.Hosted));
    expect(await services.hostOf(service.serviceId, termsId)).to.equal(gateway.address);
    expect(await services.hostOf(service.serviceId, service.termsId)).to.equal(zeroAddress);
  });

  it("puts an agent's first terms in force at once", async () => {
    const parts = await loadFixture(named);
    const { services, rival, agentId } = parts;
    await as(services, rival).proposeHostedTerms(agentId, HOSTED, await hostConsent(parts, HOSTED));
    expect((await services.currentTerms(agentId)).terms.class).to.equal(BigInt(Class.Hosted));
  });

  it("takes an ERC-1271 gateway's signature", async () => {
    const parts = await loadFixture(named);
    const { services, usdc, gateways, rival, stranger, agentId } = parts;
    const wallet = await deploy<Callable<"execute">>("ContractWallet", [stranger.address]);
    const address = await addressOf(wallet);
    const bond = 5_000n * USDC;
    await usdc.mint(address, bond);
    const act = as(wallet, stranger);
    await act.execute(
      await addressOf(usdc),
      usdc.interface.encodeFunctionData("approve", [await addressOf(gateways), bond]),
    );
    const validTo = (await now()) + DAY;
    await act.execute(
      await addressOf(gateways),
      gateways.interface.encodeFunctionData("register", [
        "https://wallet.example",
        stranger.address,
        stranger.address,
        validTo,
        bond,
        NO_PERMIT,
      ]),
    );
    const consent = await hostConsent(parts, HOSTED, { gateway: address }, stranger);
    const call = as(services, rival);
    await call.proposeHostedTerms(agentId, HOSTED, { ...consent, gateway: address });
    const { termsId } = await services.currentTerms(agentId);
    expect(await services.hostOf(agentId, termsId)).to.equal(address);
  });

  it("refuses terms, publisher, name or date that the host did not sign, and who is not the host", async () => {
    const parts = await loadFixture(named);
    const { services, rival, publisher, gateway, stranger, agentId } = parts;
    const cheaper = { ...HOSTED, maxPrice: 1n };
    const later = (await now()) + 2n * DAY;
    for (const consent of [
      await hostConsent(parts, cheaper),
      await hostConsent(parts, HOSTED, { publisher: publisher.address }),
      await hostConsent(parts, HOSTED, { name: "rival/other" }),
      await hostConsent(parts, HOSTED, { gateway: stranger.address }),
      await hostConsent(parts, HOSTED, {}, stranger),
      { ...(await hostConsent(parts, HOSTED)), deadline: later },
    ]) {
      await expect(as(services, rival).proposeHostedTerms(agentId, HOSTED, consent))
        .to.be.revertedWithCustomError(services, "ServiceRegistryHostConsentMissing")
        .withArgs(agentId, gateway.address);
    }
  });

  it("takes a consent in its last second and refuses one that is over", async () => {
    const parts = await loadFixture(named);
    const { services, rival, agentId } = parts;
    const consent = await hostConsent(parts, HOSTED);
    await time.setNextBlockTimestamp(consent.deadline);
    await as(services, rival).proposeHostedTerms(agentId, HOSTED, consent);
    await time.setNextBlockTimestamp(consent.deadline + 1n);
    await expect(as(services, rival).proposeHostedTerms(agentId, HOSTED, consent))
      .to.be.revertedWithCustomError(services, "ServiceRegistryHostConsentExpired")
      .withArgs(consent.deadline, consent.deadline + 1n);
  });

  it("refuses a host that never registered, or is leaving", async () => {
    const parts = await loadFixture(named);
    const { services, gateways, rival, gateway, stranger, agentId } = parts;
    const foreign = await hostConsent(parts, HOSTED, { gateway: stranger.address }, stranger);
    await expect(
      as(services, rival).proposeHostedTerms(agentId, HOSTED, { ...foreign, gateway: stranger.address }),
    )
      .to.be.revertedWithCustomError(services, "ServiceRegistryHostClosed")
      .withArgs(stranger.address);
    await as(gateways, gateway).requestExit();
    await expect(as(services, rival).proposeHostedTerms(agentId, HOSTED, await hostConsent(parts, HOSTED)))
      .to.be.revertedWithCustomError(services, "ServiceRegistryHostClosed")
      .withArgs(gateway.address);
  });

  it("refuses self-hosted terms, a service without a name, and who does not control it", async () => {
    const parts = await loadFixture(registry);
    const { services, rival, stranger, agentId } = parts;
    const consent = await hostConsent(parts, HOSTED);
    await expect(
      as(services, rival).proposeHostedTerms(agentId, TERMS, consent),
    ).to.be.revertedWithCustomError(services, "ServiceRegistryNotHosted");
    await expect(as(services, rival).proposeHostedTerms(agentId, HOSTED, consent))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNameInvalid")
      .withArgs("");
    await expect(as(services, stranger).proposeHostedTerms(agentId, HOSTED, consent))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(agentId, stranger.address);
  });

  it("refuses what the prices' rules refuse", async () => {
    const parts = await loadFixture(named);
    const { services, rival, agentId } = parts;
    const free = { ...HOSTED, model: 0 };
    await expect(as(services, rival).proposeHostedTerms(agentId, free, await hostConsent(parts, free)))
      .to.be.revertedWithCustomError(services, "ServiceRegistryPriceOutOfBounds")
      .withArgs(20_000n, 0n, 0n);
  });
});

describe("Leaving a host", () => {
  it("takes the publisher alone and the delay, and the new class's stake", async () => {
    const { services, rival, serviceId } = await loadFixture(hosted);
    const before = await services.currentTerms(serviceId);
    await as(services, rival).proposeTerms(serviceId, TERMS);
    const proposedAt = await now();
    await time.increaseTo(proposedAt + DELAY - 1n);
    expect((await services.currentTerms(serviceId)).termsId).to.equal(before.termsId);
    await time.increaseTo(proposedAt + DELAY);
    const { termsId, terms } = await services.currentTerms(serviceId);
    expect(terms.class).to.equal(BigInt(Class.SelfHosted));
    expect(await services.hostOf(serviceId, termsId)).to.equal(zeroAddress);
    expect(await services.isListed(serviceId), "with the stake of a hosted service").to.equal(false);
    expect([...(await services.classOf(serviceId, before.termsId))]).to.deep.equal([1n, 20_000n]);
  });

  it("cannot be had by proposing another hosted class without a host", async () => {
    const { services, rival, serviceId } = await loadFixture(hosted);
    await expect(as(services, rival).proposeTerms(serviceId, { ...TERMS, class: Class.Managed }))
      .to.be.revertedWithCustomError(services, "ServiceRegistryHostNeeded")
      .withArgs(Class.Managed);
  });
});

describe("ServiceRegistry.hashHosting", () => {
  it("is the digest that the types of typed-data.ts give", async () => {
    const { services, gateway, rival } = await loadFixture(registry);
    const message = {
      gateway: gateway.address,
      publisher: rival.address,
      name: "rival/tool",
      terms: { ...HOSTED, chargeOnError: true, direct: true, pricesHash: `0x${"11".repeat(32)}` as Hex },
      deadline: 1_900_000_000n,
    };
    const domain = registryDomain(31337, await addressOf(services));
    expect(await services.hashHosting(message)).to.equal(
      hashTypedData({ domain, types: hostingTypes, primaryType: "Hosting", message }),
    );
  });
});

describe("ServiceRegistry.hostOf", () => {
  it("refuses terms that the service never published", async () => {
    const { services, service, other } = await loadFixture(registry);
    await expect(services.hostOf(service.serviceId, other.termsId))
      .to.be.revertedWithCustomError(services, "ServiceRegistryUnknownTerms")
      .withArgs(service.serviceId, other.termsId);
  });
});
