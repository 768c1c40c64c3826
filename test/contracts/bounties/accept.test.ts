import { expect } from "chai";
import { ROLES } from "../../../contracts/roles.ts";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import {
  booksOf,
  BOND,
  disputed,
  HASH,
  Kind,
  offered,
  REWARD,
  State,
  submitted,
  URI,
} from "../helpers/bounty.ts";

const { loadFixture, time } = networkHelpers;
const VALIDITY = 366n * DAY;

describe("AuditBounties.accept", () => {
  it("pays the auditor reward and bond, and leaves an attestation of kind Report on the version", async () => {
    const parts = await loadFixture(submitted);
    const { bounties, records, sponsor, auditor, service } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const accepting = as(bounties, sponsor).accept(1n);
    await expect(accepting)
      .to.emit(bounties, "ReportAccepted")
      .withArgs(1n, auditor.address, sponsor.address, REWARD + BOND, 1n);
    await expect(accepting)
      .to.emit(records, "Attested")
      .withArgs(
        1n,
        service.serviceId,
        await bounties.getAddress(),
        1n,
        Kind.Report,
        URI,
        HASH,
        at + VALIDITY,
        0n,
      );
    await expect(accepting).to.emit(bounties, "ReportAttested").withArgs(1n, 1n);
    expect(await bounties.owedTo(auditor.address)).to.equal(REWARD + BOND);
    const { state, attestationId } = await bounties.bountyOf(1n);
    expect([state, attestationId]).to.deep.equal([State.Accepted, 1n]);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD + BOND, owed: REWARD + BOND });
  });

  it("makes nothing verified: a sponsor can pay his own friend", async () => {
    const parts = await loadFixture(submitted);
    const { bounties, records, sponsor, service } = parts;
    const before = [...(await records.standingOf(service.serviceId))];
    await as(bounties, sponsor).accept(1n);
    expect(await records.newestAttestation(service.serviceId, Kind.Report)).to.equal(1n);
    expect([...(await records.standingOf(service.serviceId))]).to.deep.equal(before);
    expect(await records.isVerified(service.serviceId)).to.equal(false);
  });

  it("is the sponsor's word for a week, and then silence's: anybody ends it for the auditor", async () => {
    const parts = await loadFixture(submitted);
    const { bounties, sponsor, auditor, stranger } = parts;
    const { deadline } = await bounties.bountyOf(1n);
    await time.setNextBlockTimestamp(deadline);
    await expect(as(bounties, auditor).accept(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNotSponsor")
      .withArgs(sponsor.address, auditor.address);
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(bounties, stranger).accept(1n))
      .to.emit(bounties, "ReportAccepted")
      .withArgs(1n, auditor.address, stranger.address, REWARD + BOND, 1n);
  });

  it("pays the auditor even when ServiceRecords takes no attestation, which can be left later", async () => {
    const parts = await loadFixture(submitted);
    const { bounties, records, authority, admin, sponsor, auditor, service } = parts;
    await as(authority, admin).revokeRole(ROLES.AUDITOR, bounties);
    await expect(as(bounties, sponsor).accept(1n))
      .to.emit(bounties, "ReportAccepted")
      .withArgs(1n, auditor.address, sponsor.address, REWARD + BOND, 0n);
    expect(await bounties.owedTo(auditor.address)).to.equal(REWARD + BOND);
    await expect(bounties.attest(1n))
      .to.be.revertedWithCustomError(records, "AccessManagedUnauthorized")
      .withArgs(await bounties.getAddress());
    await as(authority, admin).grantRole(ROLES.AUDITOR, bounties, 0);
    await expect(as(bounties, auditor).attest(1n)).to.emit(bounties, "ReportAttested").withArgs(1n, 1n);
    expect(await records.newestAttestation(service.serviceId, Kind.Report)).to.equal(1n);
    await expect(bounties.attest(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesAttested")
      .withArgs(1n, 1n);
  });

  it("refuses where there is no report, and one that the Court holds", async () => {
    const open = await loadFixture(offered);
    await expect(as(open.bounties, open.sponsor).accept(1n))
      .to.be.revertedWithCustomError(open.bounties, "AuditBountiesState")
      .withArgs(1n, State.Open);
    await expect(open.bounties.attest(1n))
      .to.be.revertedWithCustomError(open.bounties, "AuditBountiesState")
      .withArgs(1n, State.Open);
    const held = await loadFixture(disputed);
    await expect(as(held.bounties, held.sponsor).accept(1n))
      .to.be.revertedWithCustomError(held.bounties, "AuditBountiesState")
      .withArgs(1n, State.Disputed);
  });
});
