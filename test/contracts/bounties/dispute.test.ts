import { expect } from "chai";
import { as, DAY, networkHelpers, now } from "../helpers/chain.ts";
import {
  booksOf,
  BOND,
  disputed,
  Kind,
  offered,
  REWARD,
  State,
  submit,
  submitted,
} from "../helpers/bounty.ts";

const { loadFixture, time } = networkHelpers;
const ZERO = "0x0000000000000000000000000000000000000000";
const RULE_WINDOW = 45n * DAY;

describe("AuditBounties.dispute", () => {
  it("holds the report until a ruling, when its sponsor has asked the Court", async () => {
    const parts = await loadFixture(submitted);
    const { bounties, court, sponsor, auditor } = parts;
    const dispute = as(bounties, court).getFunction("dispute");
    expect([...(await dispute.staticCall(1n, sponsor.address))]).to.deep.equal([auditor.address, REWARD]);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(bounties, court).dispute(1n, sponsor.address))
      .to.emit(bounties, "ReportDisputed")
      .withArgs(1n, sponsor.address, auditor.address, at + RULE_WINDOW);
    const { state, deadline } = await bounties.bountyOf(1n);
    expect([state, deadline]).to.deep.equal([State.Disputed, at + RULE_WINDOW]);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD + BOND, owed: REWARD + BOND });
  });

  it("is the Court's to open, and in the sponsor's name alone", async () => {
    const { bounties, court, sponsor, auditor } = await loadFixture(submitted);
    await expect(as(bounties, sponsor).dispute(1n, sponsor.address))
      .to.be.revertedWithCustomError(bounties, "AccessManagedUnauthorized")
      .withArgs(sponsor.address);
    await expect(as(bounties, court).dispute(1n, auditor.address))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesNotSponsor")
      .withArgs(sponsor.address, auditor.address);
  });

  it("is possible for a week after the report, and not a second more", async () => {
    const { bounties, court, sponsor } = await loadFixture(submitted);
    const { deadline } = await bounties.bountyOf(1n);
    const snapshot = await networkHelpers.takeSnapshot();
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(as(bounties, court).dispute(1n, sponsor.address))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesTooLate")
      .withArgs(deadline + 1n, deadline);
    await snapshot.restore();
    await time.setNextBlockTimestamp(deadline);
    await as(bounties, court).dispute(1n, sponsor.address);
  });

  it("refuses where no report waits", async () => {
    const { bounties, court, sponsor } = await loadFixture(offered);
    await expect(as(bounties, court).dispute(1n, sponsor.address))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(1n, State.Open);
  });
});

describe("AuditBounties.rule", () => {
  it("for the report is as if the sponsor had accepted it", async () => {
    const parts = await loadFixture(disputed);
    const { bounties, records, court, auditor, service } = parts;
    await expect(as(bounties, court).rule(1n, true))
      .to.emit(bounties, "ReportAccepted")
      .withArgs(1n, auditor.address, court.address, REWARD + BOND, 1n);
    expect(await bounties.owedTo(auditor.address)).to.equal(REWARD + BOND);
    expect(await records.newestAttestation(service.serviceId, Kind.Report)).to.equal(1n);
  });

  it("against it gives the sponsor the bond, and opens the bounty again for another", async () => {
    const parts = await loadFixture(disputed);
    const { bounties, records, court, sponsor, auditor, rival, service } = parts;
    await expect(as(bounties, court).rule(1n, false))
      .to.emit(bounties, "ReportRejected")
      .withArgs(1n, auditor.address, sponsor.address, BOND);
    expect(await bounties.owedTo(sponsor.address)).to.equal(BOND);
    expect(await bounties.owedTo(auditor.address)).to.equal(0n);
    expect(await records.newestAttestation(service.serviceId, Kind.Report)).to.equal(0n);
    const bounty = await bounties.bountyOf(1n);
    expect([bounty.state, bounty.auditor, bounty.uri]).to.deep.equal([State.Open, ZERO, ""]);
    await submit(parts, { by: rival });
    expect((await bounties.bountyOf(1n)).auditor).to.equal(rival.address);
    expect(await booksOf(parts)).to.deep.equal({
      held: REWARD + 2n * BOND,
      owed: REWARD + 2n * BOND,
    });
  });

  it("against it leaves the reward to be taken back, when the time for reports is over", async () => {
    const { bounties, court, sponsor, stranger } = await loadFixture(disputed);
    const { submitBy } = await bounties.bountyOf(1n);
    await time.increaseTo(submitBy + 1n);
    await as(bounties, court).rule(1n, false);
    await as(bounties, stranger).cancel(1n);
    expect(await bounties.owedTo(sponsor.address)).to.equal(REWARD + BOND);
  });

  it("is the Court's alone, once, of a report that it holds", async () => {
    const { bounties, court, sponsor, auditor } = await loadFixture(disputed);
    for (const who of [sponsor, auditor]) {
      await expect(as(bounties, who).rule(1n, true))
        .to.be.revertedWithCustomError(bounties, "AccessManagedUnauthorized")
        .withArgs(who.address);
    }
    await as(bounties, court).rule(1n, true);
    await expect(as(bounties, court).rule(1n, false))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(1n, State.Accepted);
    const waiting = await loadFixture(submitted);
    await expect(as(waiting.bounties, waiting.court).rule(1n, false))
      .to.be.revertedWithCustomError(waiting.bounties, "AuditBountiesState")
      .withArgs(1n, State.Submitted);
  });
});

describe("AuditBounties.conclude", () => {
  it("ends a dispute that nobody ruled on: everybody has his own back", async () => {
    const parts = await loadFixture(disputed);
    const { bounties, sponsor, auditor, stranger, disputedAt } = parts;
    await time.setNextBlockTimestamp(disputedAt + RULE_WINDOW);
    await expect(as(bounties, stranger).conclude(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesTooEarly")
      .withArgs(disputedAt + RULE_WINDOW, disputedAt + RULE_WINDOW + 1n);
    await time.setNextBlockTimestamp(disputedAt + RULE_WINDOW + 1n);
    await expect(as(bounties, stranger).conclude(1n))
      .to.emit(bounties, "BountyRefunded")
      .withArgs(1n, sponsor.address, auditor.address, REWARD, BOND);
    expect([await bounties.owedTo(sponsor.address), await bounties.owedTo(auditor.address)]).to.deep.equal([
      REWARD,
      BOND,
    ]);
    expect(await booksOf(parts)).to.deep.equal({ held: REWARD + BOND, owed: REWARD + BOND });
  });

  it("refuses where no dispute runs", async () => {
    const { bounties } = await loadFixture(submitted);
    await expect(bounties.conclude(1n))
      .to.be.revertedWithCustomError(bounties, "AuditBountiesState")
      .withArgs(1n, State.Submitted);
  });
});
