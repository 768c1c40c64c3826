import { expect } from "chai";
import { serviceNameSchema } from "../../../contracts/manifest.ts";
import { as, deploy, networkHelpers } from "../helpers/chain.ts";
import { registry, TERMS } from "../helpers/listing.ts";
import { NO_PERMIT, STAKE, USDC, type Market } from "../helpers/market.ts";

const { loadFixture } = networkHelpers;

const valid = ["a/b", "io.github.acme/my_tool.v2", "A-1.x/_", `${"n".repeat(99)}/${"t".repeat(100)}`, "./."];
const invalid = [
  "",
  "ab",
  "/b",
  "a/",
  "abc",
  "a/b/c",
  "//b",
  "a_b/c",
  "a b/c",
  "a/b c",
  "a/b\n",
  "é/b",
  "a/@b",
  `${"n".repeat(99)}/${"t".repeat(101)}`,
];

/** The registry with a stake for the rival's agent, as a name costs it. */
async function stakedAgent() {
  const parts = await registry();
  const { services, usdc, rival, agentId } = parts;
  await as(usdc, rival).approve(services, 10n * STAKE);
  await as(services, rival).stake(agentId, STAKE, NO_PERMIT);
  return parts;
}

describe("ServiceRegistry.nameService", () => {
  for (const name of valid) {
    it(`takes "${shortened(name)}", and gives the id for the name and the name for the id`, async () => {
      const { services, rival, agentId } = await loadFixture(stakedAgent);
      expect(serviceNameSchema.safeParse(name).success, "the manifest's rule").to.equal(true);
      const tx = as(services, rival).nameService(agentId, name);
      await expect(tx).to.emit(services, "ServiceNamed").withArgs(agentId, name);
      await expect(tx).to.emit(services, "NamespaceClaimed").withArgs(name.split("/")[0], rival.address);
      expect(await services.idOf(name)).to.equal(agentId);
      expect(await services.nameOf(agentId)).to.equal(name);
    });
  }

  for (const name of invalid) {
    it(`refuses ${JSON.stringify(shortened(name))}`, async () => {
      const { services, rival, agentId } = await loadFixture(stakedAgent);
      expect(serviceNameSchema.safeParse(name).success, "the manifest's rule").to.equal(false);
      await expect(as(services, rival).nameService(agentId, name))
        .to.be.revertedWithCustomError(services, "ServiceRegistryNameInvalid")
        .withArgs(name);
      expect(await services.idOf(name)).to.equal(0n);
    });
  }

  it("refuses a name that is taken, also in other letters' case", async () => {
    const { services, publisher, service } = await loadFixture(stakedAgent);
    const second: bigint = await as(services, publisher).getFunction("register()").staticCall();
    await as(services, publisher).getFunction("register()")();
    for (const name of ["acme/solidity", "acme/Solidity", "ACME/SOLIDITY"]) {
      await expect(as(services, publisher).nameService(second, name))
        .to.be.revertedWithCustomError(services, "ServiceRegistryNameTaken")
        .withArgs(name, service.serviceId);
      expect(await services.idOf(name)).to.equal(service.serviceId);
    }
  });

  it("refuses a second name", async () => {
    const { services, publisher, service } = await loadFixture(stakedAgent);
    await expect(as(services, publisher).nameService(service.serviceId, "acme/other"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryAlreadyNamed")
      .withArgs(service.serviceId);
    expect(await services.idOf("acme/other")).to.equal(0n);
  });

  it("keeps a namespace for who named first in it", async () => {
    const { services, publisher, rival, agentId } = await loadFixture(stakedAgent);
    for (const namespace of ["acme", "Acme"]) {
      await expect(as(services, rival).nameService(agentId, `${namespace}/wallet`))
        .to.be.revertedWithCustomError(services, "ServiceRegistryNamespaceHeld")
        .withArgs(namespace, publisher.address);
    }
  });

  it("leaves the namespace with its holder when a service of it is sold", async () => {
    const { services, publisher, rival, service, agentId } = await loadFixture(stakedAgent);
    await as(services, publisher).transferFrom(publisher.address, rival.address, service.serviceId);
    await expect(as(services, rival).nameService(agentId, "acme/wallet"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNamespaceHeld")
      .withArgs("acme", publisher.address);
  });

  it("lets an operator name for the owner, whose the namespace is", async () => {
    const { services, rival, stranger, agentId } = await loadFixture(stakedAgent);
    await as(services, rival).setApprovalForAll(stranger.address, true);
    await expect(as(services, stranger).nameService(agentId, "rival/tool"))
      .to.emit(services, "NamespaceClaimed")
      .withArgs("rival", rival.address);
  });

  it("refuses who does not control the service", async () => {
    const { services, stranger, agentId } = await loadFixture(stakedAgent);
    await expect(as(services, stranger).nameService(agentId, "rival/tool"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(agentId, stranger.address);
  });
});

describe("The price of a name", () => {
  it("is the stake of a listing: a squatter without it gets none for gas", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    await expect(as(services, rival).nameService(agentId, "rival/tool"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
      .withArgs(agentId, 0n, STAKE);
    expect(await services.idOf("rival/tool")).to.equal(0n);
  });

  it("is due for each name: one stake holds one", async () => {
    const { services, rival, agentId } = await loadFixture(stakedAgent);
    await as(services, rival).nameService(agentId, "rival/tool");
    const second = agentId + 1n;
    await as(services, rival).getFunction("register()")();
    await expect(as(services, rival).nameService(second, "rival/other"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
      .withArgs(second, 0n, STAKE);
  });

  it("is not paid by stake that is on its way out", async () => {
    const { services, rival, agentId } = await loadFixture(stakedAgent);
    await as(services, rival).thawStake(agentId, 1n);
    await expect(as(services, rival).nameService(agentId, "rival/tool"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
      .withArgs(agentId, STAKE - 1n, STAKE);
  });

  it("is that of self-hosting for an agent without terms, whatever the other classes need", async () => {
    const { services, admin, rival, agentId } = await loadFixture(stakedAgent);
    await as(services, admin).setMinStake(0, STAKE + USDC);
    await expect(as(services, rival).nameService(agentId, "rival/tool"))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotListable")
      .withArgs(agentId, STAKE, STAKE + USDC);
    await as(services, rival).stake(agentId, USDC, NO_PERMIT);
    await as(services, rival).proposeTerms(agentId, TERMS);
    await as(services, rival).nameService(agentId, "rival/tool");
  });

  it("does not buy the platform one, whose id means that a name is free", async () => {
    const { usdc, fees, gateways, authority, rival } = await loadFixture(registry);
    const services = await deploy<Market["services"]>("ServiceRegistry", [
      usdc,
      fees,
      gateways,
      authority,
      rival.address,
      [STAKE, STAKE, STAKE],
    ]);
    await as(usdc, rival).approve(services, STAKE);
    await as(services, rival).stake(0n, STAKE, NO_PERMIT);
    await expect(as(services, rival).nameService(0n, "rival/tool")).to.be.revertedWithCustomError(
      services,
      "ServiceRegistryPlatformUnnamed",
    );
  });
});

function shortened(name: string): string {
  return name.length > 40 ? `${name.slice(0, 3)}… (${name.length} characters)` : name;
}
