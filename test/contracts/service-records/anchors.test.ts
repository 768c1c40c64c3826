import { expect } from "chai";
import { concatHex, encodeAbiParameters, keccak256, sha256, zeroHash, type Hex } from "viem";
import { as, networkHelpers, now } from "../helpers/chain.ts";
import { courtroom, MANIFEST, RELEASE } from "../helpers/listing.ts";

const { loadFixture, time } = networkHelpers;
const Kind = { Files: 0, Build: 1, Usage: 2 } as const;

/** OpenZeppelin's form, for the two files of a release. */
const leafOf = (hash: Hex) => keccak256(keccak256(encodeAbiParameters([{ type: "bytes32" }], [hash])));
const FILES = [sha256("0x01"), sha256("0x02")] as const;
const [A, B] = FILES.map(leafOf) as [Hex, Hex];
const ROOT = keccak256(concatHex(A < B ? [A, B] : [B, A]));

async function anchored() {
  const parts = await courtroom();
  const { records, publisher, service } = parts;
  await as(records, publisher).anchor(service.serviceId, 1, Kind.Files, ROOT);
  return parts;
}

describe("ServiceRecords.anchor", () => {
  it("keeps a root for a release, with its time", async () => {
    const { records, publisher, service } = await loadFixture(courtroom);
    const at = (await now()) + 10n;
    await time.setNextBlockTimestamp(at);
    await expect(as(records, publisher).anchor(service.serviceId, 1, Kind.Build, ROOT))
      .to.emit(records, "Anchored")
      .withArgs(service.serviceId, 1n, 1n, Kind.Build, ROOT);
    expect(await records.anchorCount(service.serviceId)).to.equal(1n);
    expect([...(await records.anchorOf(service.serviceId, 1n))]).to.deep.equal([ROOT, 1n, 1n, at]);
  });

  it("adds to the anchors and never changes one", async () => {
    const { records, publisher, service } = await loadFixture(anchored);
    const before = [...(await records.anchorOf(service.serviceId, 1n))];
    const call = as(records, publisher);
    expect(await call.getFunction("anchor").staticCall(service.serviceId, 1, Kind.Usage, A)).to.equal(2n);
    await call.anchor(service.serviceId, 1, Kind.Usage, A);
    expect([...(await records.anchorOf(service.serviceId, 1n))]).to.deep.equal(before);
  });

  it("serves whoever the owner approved, as the service's other functions do", async () => {
    const { records, services, publisher, rival, service } = await loadFixture(courtroom);
    await as(services, publisher).approve(rival.address, service.serviceId);
    await as(records, rival).anchor(service.serviceId, 1, Kind.Files, ROOT);
    expect(await records.anchorCount(service.serviceId)).to.equal(1n);
  });

  it("refuses everybody else, and a seller once he has sold", async () => {
    const { records, services, publisher, rival, service } = await loadFixture(courtroom);
    await expect(as(records, rival).anchor(service.serviceId, 1, Kind.Files, ROOT))
      .to.be.revertedWithCustomError(records, "ServiceRecordsNotController")
      .withArgs(service.serviceId, rival.address);
    await as(services, publisher).transferFrom(publisher.address, rival.address, service.serviceId);
    await expect(as(records, publisher).anchor(service.serviceId, 1, Kind.Files, ROOT))
      .to.be.revertedWithCustomError(records, "ServiceRecordsNotController")
      .withArgs(service.serviceId, publisher.address);
  });

  it("refuses an empty root and a release that is not there", async () => {
    const { records, publisher, service } = await loadFixture(courtroom);
    const call = as(records, publisher);
    await expect(call.anchor(service.serviceId, 1, Kind.Files, zeroHash)).to.be.revertedWithCustomError(
      records,
      "ServiceRecordsZeroHash",
    );
    for (const version of [0, 2]) {
      await expect(call.anchor(service.serviceId, version, Kind.Files, ROOT))
        .to.be.revertedWithCustomError(records, "ServiceRecordsUnknownVersion")
        .withArgs(service.serviceId, version, 1n);
    }
  });
});

describe("ServiceRecords.verifyAnchored", () => {
  it("shows that a file is of the release, and that another is not", async () => {
    const { records, service } = await loadFixture(anchored);
    const check = (hash: Hex, proof: Hex[]) => records.verifyAnchored(service.serviceId, 1n, hash, proof);
    expect(await check(FILES[0], [B])).to.equal(true);
    expect(await check(FILES[1], [A])).to.equal(true);
    expect(await check(sha256("0x03"), [B])).to.equal(false);
    expect(await check(FILES[0], [])).to.equal(false);
  });

  it("takes no inner node or root for a file", async () => {
    const { records, service } = await loadFixture(anchored);
    expect(await records.verifyAnchored(service.serviceId, 1n, ROOT, [])).to.equal(false);
    expect(await records.verifyAnchored(service.serviceId, 1n, A, [B])).to.equal(false);
  });

  it("refuses an anchor that is not there", async () => {
    const { records, service } = await loadFixture(anchored);
    for (const number of [0n, 2n]) {
      await expect(records.verifyAnchored(service.serviceId, number, FILES[0], []))
        .to.be.revertedWithCustomError(records, "ServiceRecordsUnknownAnchor")
        .withArgs(service.serviceId, number, 1n);
    }
  });

  it("holds for an old release after a new one", async () => {
    const { records, services, publisher, service } = await loadFixture(anchored);
    await as(services, publisher).publishVersion(service.serviceId, RELEASE, MANIFEST);
    expect(await records.verifyAnchored(service.serviceId, 1n, FILES[0], [B])).to.equal(true);
    expect((await records.anchorOf(service.serviceId, 1n)).version).to.equal(1n);
  });
});
