import { expect } from "chai";
import { addressOf, as, networkHelpers } from "../helpers/chain.ts";
import { answered, court, opened, rule, UPHELD } from "../helpers/court.ts";

const { loadFixture } = networkHelpers;

describe("CouncilArbitrator", () => {
  it("hears for nothing, and says in ERC-792's words how a dispute stands", async () => {
    const parts = await loadFixture(answered);
    const { arbitrator } = parts;
    expect(await arbitrator.arbitrationCost("0x")).to.equal(0n);
    expect(await arbitrator.disputeStatus(1n)).to.equal(0n);
    expect([...(await arbitrator.appealPeriod(1n))]).to.deep.equal([0n, 0n]);
    await expect(rule(parts, UPHELD))
      .to.emit(arbitrator, "RulingGiven")
      .withArgs(1n, await addressOf(parts.court), UPHELD);
    expect(await arbitrator.disputeStatus(1n)).to.equal(2n);
    expect(await arbitrator.currentRuling(1n)).to.equal(UPHELD);
    expect([...(await arbitrator.hearingOf(1n))]).to.deep.equal([
      await addressOf(parts.court),
      2n,
      UPHELD,
      true,
    ]);
  });

  it("takes no coin, and no dispute without choices", async () => {
    const { arbitrator } = await loadFixture(court);
    await expect(arbitrator.createDispute(2n, "0x", { value: 1n }))
      .to.be.revertedWithCustomError(arbitrator, "CouncilArbitratorFree")
      .withArgs(1n);
    for (const choices of [0n, 2n ** 40n]) {
      await expect(arbitrator.createDispute(choices, "0x"))
        .to.be.revertedWithCustomError(arbitrator, "CouncilArbitratorChoices")
        .withArgs(choices);
    }
  });

  it("has its rulings of the council alone", async () => {
    const { arbitrator, challenger } = await loadFixture(answered);
    await expect(as(arbitrator, challenger).giveRuling(1n, UPHELD))
      .to.be.revertedWithCustomError(arbitrator, "AccessManagedUnauthorized")
      .withArgs(challenger.address);
  });

  it("gives a ruling again that came too early for the Court", async () => {
    const parts = await loadFixture(opened);
    const { arbitrator } = parts;
    await expect(rule(parts, UPHELD)).to.be.revertedWithCustomError(parts.court, "CourtTooEarly");
    expect(await arbitrator.disputeStatus(1n)).to.equal(0n);
  });

  it("has no appeal of its own", async () => {
    const { arbitrator } = await loadFixture(opened);
    await expect(arbitrator.appeal(1n, "0x"))
      .to.be.revertedWithCustomError(arbitrator, "CouncilArbitratorNoAppeal")
      .withArgs(1n);
    expect(await arbitrator.appealCost(1n, "0x")).to.equal(2n ** 256n - 1n);
  });

  it("knows no dispute that nobody opened", async () => {
    const { arbitrator, judge } = await loadFixture(opened);
    for (const disputeId of [0n, 2n]) {
      for (const asking of [
        () => arbitrator.disputeStatus(disputeId),
        () => arbitrator.currentRuling(disputeId),
        () => arbitrator.appealPeriod(disputeId),
        () => arbitrator.hearingOf(disputeId),
        () => arbitrator.appeal(disputeId, "0x"),
        () => as(arbitrator, judge).giveRuling(disputeId, UPHELD),
      ]) {
        await expect(asking())
          .to.be.revertedWithCustomError(arbitrator, "CouncilArbitratorUnknownDispute")
          .withArgs(disputeId, 1n);
      }
    }
  });
});
