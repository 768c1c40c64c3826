import { expect } from "chai";
import { sha256, zeroHash } from "viem";
import { addressOf, as, DAY, deploy, ethers, networkHelpers, now, type Callable } from "../helpers/chain.ts";
import {
  Class,
  hostConsent,
  listingOf,
  MANIFEST,
  permitFor,
  registry,
  RELEASE,
  Status,
  TERMS,
  type Registry,
} from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC, type Market } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

/** The rival's agent, ready to be listed but for what is `missing`. A name needs the stake, so the stake comes first. */
async function prepared(
  { services, usdc, rival, agentId }: Registry,
  missing?: "name" | "terms" | "version" | "stake",
) {
  const call = as(services, rival);
  await as(usdc, rival).approve(services, STAKE);
  await call.stake(agentId, STAKE, NO_PERMIT);
  if (missing !== "name") await call.nameService(agentId, "rival/tool");
  if (missing !== "terms") await call.proposeTerms(agentId, TERMS);
  if (missing !== "version") await call.publishVersion(agentId, RELEASE, MANIFEST);
  if (missing === "stake") await call.thawStake(agentId, 1n);
  return call;
}

describe("ServiceRegistry.list", () => {
  it("registers, names, prices, releases, stakes and activates in one transaction, by permit", async () => {
    const parts = await loadFixture(registry);
    const { services, usdc, rival, agentId } = parts;
    const id = agentId + 1n;
    const permit = await permitFor(parts, rival, await addressOf(services), STAKE);
    const tx = as(services, rival).list(listingOf(), permit);

    await expect(tx)
      .to.emit(services, "Registered")
      .withArgs(id, "https://rival.example/agent.json", rival.address);
    await expect(tx).to.emit(services, "ServiceNamed").withArgs(id, "rival/tool");
    await expect(tx).to.emit(services, "Staked").withArgs(id, rival.address, STAKE, STAKE);
    await expect(tx).to.emit(services, "StatusSet").withArgs(id, Status.Active);
    await expect(tx).to.changeTokenBalances(ethers, usdc, [rival.signer, services], [-STAKE, STAKE]);
    expect(await services.ownerOf(id)).to.equal(rival.address);
    expect(await services.idOf("rival/tool")).to.equal(id);
    expect(await services.isListed(id)).to.equal(true);
    expect(await services.statusOf(id)).to.equal(BigInt(Status.Active));
    expect(await services.termsHash(id)).to.not.equal(zeroHash);
    expect([...(await services.versionHashes(id, 1))]).to.deep.equal([RELEASE.codeHash, sha256(MANIFEST)]);
  });

  it("works although a stranger has used the permit before", async () => {
    const parts = await loadFixture(registry);
    const { services, usdc, rival, stranger, agentId } = parts;
    const registryAddress = await addressOf(services);
    const permit = await permitFor(parts, rival, registryAddress, STAKE);
    const { deadline, v, r, s } = permit;
    await as(usdc, stranger).permit(rival.address, registryAddress, STAKE, deadline, v, r, s);
    await as(services, rival).list(listingOf(), permit);
    expect(await services.isListed(agentId + 1n)).to.equal(true);
  });

  it("does nothing at all when the stake cannot be taken", async () => {
    const parts = await loadFixture(registry);
    const { services, usdc, rival, stranger } = parts;
    const registryAddress = await addressOf(services);
    const forged = await permitFor(parts, stranger, registryAddress, STAKE);
    for (const permit of [NO_PERMIT, forged]) {
      await expect(as(services, rival).list(listingOf(), permit))
        .to.be.revertedWithCustomError(usdc, "ERC20InsufficientAllowance")
        .withArgs(registryAddress, 0n, STAKE);
    }
    expect(await services.idOf("rival/tool")).to.equal(0n);
  });

  it("refuses a stake below the class's minimum", async () => {
    const parts = await loadFixture(registry);
    const { services, usdc, rival, agentId } = parts;
    const call = as(services, rival);
    await as(usdc, rival).approve(services, 1_000n * USDC);
    await expect(call.list(listingOf({ stake: STAKE - 1n }), NO_PERMIT))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
      .withArgs(agentId + 1n, STAKE - 1n, STAKE);
    for (const [serviceClass, required] of [
      [Class.Hosted, 25n * USDC],
      [Class.Managed, 250n * USDC],
    ] as const) {
      const terms = { ...TERMS, class: serviceClass };
      const consent = await hostConsent(parts, terms);
      await expect(call.listHosted(listingOf({ terms, stake: required - 1n }), consent, NO_PERMIT))
        .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
        .withArgs(agentId + 1n, required - 1n, required);
    }
  });

  it("refuses a token that keeps a part of the stake", async () => {
    const { fees, gateways, authority, treasury, rival } = await loadFixture(registry);
    const token = await deploy<Callable<"mint" | "approve">>("SkimmingToken");
    const services = await deploy<Market["services"]>("ServiceRegistry", [
      token,
      fees,
      gateways,
      authority,
      treasury,
      [STAKE, STAKE, STAKE],
    ]);
    await token.mint(rival.address, STAKE);
    await as(token, rival).approve(services, STAKE);
    await expect(as(services, rival).list(listingOf(), NO_PERMIT))
      .to.be.revertedWithCustomError(services, "PermitTransferShort")
      .withArgs(STAKE - STAKE / 100n, STAKE);
  });
});

describe("ServiceRegistry.setStatus", () => {
  it("activates a service that was put together piece by piece", async () => {
    const parts = await loadFixture(registry);
    const { services, agentId } = parts;
    const call = await prepared(parts);
    expect(await services.isListed(agentId)).to.equal(false);
    await expect(call.setStatus(agentId, Status.Active))
      .to.emit(services, "StatusSet")
      .withArgs(agentId, Status.Active);
    expect(await services.isListed(agentId)).to.equal(true);
  });

  for (const [missing, error, args] of [
    ["name", "ServiceRegistryNameInvalid", () => [""]],
    ["terms", "ServiceRegistryUnknownTerms", (id: bigint) => [id, zeroHash]],
    ["version", "ServiceRegistryVersionIncomplete", (id: bigint) => [id]],
    ["stake", "ServiceRegistryNotListable", (id: bigint) => [id, STAKE - 1n, STAKE]],
  ] as const) {
    it(`refuses to activate a service that lacks its ${missing}`, async () => {
      const parts = await loadFixture(registry);
      const call = await prepared(parts, missing);
      await expect(call.setStatus(parts.agentId, Status.Active))
        .to.be.revertedWithCustomError(parts.services, error)
        .withArgs(...args(parts.agentId));
    });
  }

  it("takes a service off the market, or to maintenance, without a touch on what was sold", async () => {
    const { services, publisher, service } = await loadFixture(registry);
    for (const status of [Status.Maintenance, Status.Inactive]) {
      await as(services, publisher).setStatus(service.serviceId, status);
      expect(await services.statusOf(service.serviceId)).to.equal(BigInt(status));
      expect(await services.isListed(service.serviceId)).to.equal(false);
      expect([...(await services.classOf(service.serviceId, service.termsId))]).to.deep.equal([0n, 20_000n]);
      expect(await services.payeeOf(service.serviceId)).to.equal(publisher.address);
    }
  });

  it("refuses who does not control the service", async () => {
    const { services, stranger, service } = await loadFixture(registry);
    await expect(as(services, stranger).setStatus(service.serviceId, Status.Inactive))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(service.serviceId, stranger.address);
  });
});

describe("ServiceRegistry.isListed", () => {
  it("falls with a thaw below the minimum and comes back with its end, the status standing", async () => {
    const { services, publisher, service } = await loadFixture(registry);
    const call = as(services, publisher);
    await call.thawStake(service.serviceId, 1n);
    expect(await services.isListed(service.serviceId)).to.equal(false);
    expect(await services.statusOf(service.serviceId)).to.equal(BigInt(Status.Active));
    await call.cancelStakeThaw(service.serviceId);
    expect(await services.isListed(service.serviceId)).to.equal(true);
  });

  it("falls when the terms move to a class that needs more stake", async () => {
    const parts = await loadFixture(registry);
    const { services, publisher, service } = parts;
    const terms = { ...TERMS, class: Class.Managed };
    const consent = await hostConsent(parts, terms, { publisher: publisher.address, name: "acme/solidity" });
    await as(services, publisher).proposeHostedTerms(service.serviceId, terms, consent);
    await time.increaseTo((await now()) + 7n * DAY - 1n);
    expect(await services.isListed(service.serviceId)).to.equal(true);
    await time.increaseTo((await now()) + 1n);
    expect(await services.isListed(service.serviceId)).to.equal(false);
  });

  it("is false for a service that is not there", async () => {
    const { services } = await loadFixture(registry);
    expect(await services.isListed(99n)).to.equal(false);
  });
});
