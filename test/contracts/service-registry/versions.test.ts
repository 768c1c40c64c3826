import { expect } from "chai";
import { sha256, toHex, zeroHash } from "viem";
import { as, networkHelpers } from "../helpers/chain.ts";
import { MANIFEST, registry, RELEASE } from "../helpers/listing.ts";

const { loadFixture } = networkHelpers;

describe("ServiceRegistry.publishVersion", () => {
  it("emits the manifest's bytes and keeps its SHA-256", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    await expect(as(services, rival).publishVersion(agentId, RELEASE, MANIFEST))
      .to.emit(services, "VersionPublished")
      .withArgs(agentId, 1n, "1.0.0", RELEASE.codeHash, RELEASE.uri, sha256(MANIFEST), MANIFEST);
    expect(await services.versionCount(agentId)).to.equal(1n);
    expect([...(await services.versionHashes(agentId, 1))]).to.deep.equal([
      RELEASE.codeHash,
      sha256(MANIFEST),
    ]);
  });

  it("adds to the versions and never changes one", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    const call = as(services, rival);
    await call.publishVersion(agentId, RELEASE, MANIFEST);
    const next = { ...RELEASE, codeHash: sha256("0x02") };
    expect(await call.getFunction("publishVersion").staticCall(agentId, next, "0x03")).to.equal(2n);
    await call.publishVersion(agentId, next, "0x03");
    expect([...(await services.versionHashes(agentId, 1))]).to.deep.equal([
      RELEASE.codeHash,
      sha256(MANIFEST),
    ]);
    expect([...(await services.versionHashes(agentId, 2))]).to.deep.equal([next.codeHash, sha256("0x03")]);
    expect([...(await services.versionHashes(agentId, 3))]).to.deep.equal([zeroHash, zeroHash]);
  });

  for (const [what, release, manifest] of [
    ["a version without a number", { ...RELEASE, semver: "" }, MANIFEST],
    ["a version without a code hash", { ...RELEASE, codeHash: zeroHash }, MANIFEST],
    ["a version without a manifest", RELEASE, "0x"],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { services, rival, agentId } = await loadFixture(registry);
      await expect(as(services, rival).publishVersion(agentId, release, manifest))
        .to.be.revertedWithCustomError(services, "ServiceRegistryVersionIncomplete")
        .withArgs(agentId);
    });
  }

  it("takes a manifest of 24,576 bytes and refuses one more", async () => {
    const { services, rival, agentId } = await loadFixture(registry);
    const most = toHex("x".repeat(24_576));
    await as(services, rival).publishVersion(agentId, RELEASE, most);
    expect((await services.versionHashes(agentId, 1)).manifestHash).to.equal(sha256(most));
    await expect(as(services, rival).publishVersion(agentId, RELEASE, `${most}78`))
      .to.be.revertedWithCustomError(services, "ServiceRegistryManifestSize")
      .withArgs(24_577n, 24_576n);
  });

  it("refuses who does not control the service", async () => {
    const { services, stranger, agentId } = await loadFixture(registry);
    await expect(as(services, stranger).publishVersion(agentId, RELEASE, MANIFEST))
      .to.be.revertedWithCustomError(services, "ServiceRegistryNotController")
      .withArgs(agentId, stranger.address);
  });
});
