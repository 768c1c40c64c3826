import { expect } from "chai";
import { as, DAY, networkHelpers } from "../../helpers/chain.ts";
import {
  ALICE_PERSON,
  BOB_PERSON,
  credentialFor,
  FEE_STEPS,
  MATURITY,
  membership,
  multiplierOf,
  pay,
  treasuryShareOf,
} from "../../helpers/members.ts";
import { NO_PERMIT, USDC } from "../../helpers/market.ts";
import { grown, leaving } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Members.refresh", () => {
  it("makes the voice louder by what the treasury has had, at each step and not below", async () => {
    const parts = await loadFixture(grown);
    const { members, alice, stranger } = parts;
    // The treasury has had one base unit less than each step, and the step.
    const steps = [
      [1_666_666_620n, 10_000n],
      [1_666_666_640n, 15_000n],
      [16_666_666_580n, 15_000n],
      [16_666_666_600n, 20_000n],
    ] as const;
    for (const [charged, bps] of steps) {
      const key = await pay(parts, charged);
      await as(members, stranger).refresh(alice.address, [key]);
      expect(await multiplierOf(parts, alice)).to.equal(bps);
    }
    expect(await members.feesOf(alice.address)).to.equal(FEE_STEPS[1]);
  });

  it("counts each base unit of a ledger once, and never more than the treasury was credited", async () => {
    const parts = await loadFixture(grown);
    const { members, earnings, alice } = parts;
    const charged = 400n * USDC;
    const key = await pay(parts, charged);
    const share = treasuryShareOf(charged);
    await expect(members.refresh(alice.address, [key, key]))
      .to.emit(members, "FeesCounted")
      .withArgs(alice.address, share, share);
    await expect(members.refresh(alice.address, [key])).not.to.emit(members, "FeesCounted");
    expect(await members.feesOf(alice.address)).to.equal(share);
    expect(await earnings.treasuryAccrued()).to.equal(share);
  });

  it("goes on counting where it was when a withdrawal has ended the ledger's epoch", async () => {
    const parts = await loadFixture(grown);
    const { members, vault, gateway, alice } = parts;
    const first = await pay(parts, 400n * USDC);
    await members.refresh(alice.address, [first]);
    const { balance } = await vault.accountOf(alice.address, gateway.address);
    await as(vault, alice).thaw(gateway.address, balance);
    await time.increase(2n * DAY);
    await as(vault, alice).withdraw(gateway.address, alice.address);

    await pay(parts, 100n * USDC);
    await members.refresh(alice.address, [first]);
    expect(await members.feesOf(alice.address)).to.equal(treasuryShareOf(500n * USDC));
  });

  it("counts ledgers of the member alone: another payer's are empty for him", async () => {
    const parts = await loadFixture(grown);
    const { members, bob } = parts;
    const key = await pay(parts, 400n * USDC);
    await members.refresh(bob.address, [key]);
    expect(await members.feesOf(bob.address)).to.equal(0n);
  });

  it("leaves a member by bond at half a voice, whatever he paid, until he shows that he is one person", async () => {
    const parts = await loadFixture(membership);
    const { members, adapter, alice } = parts;
    await as(members, alice).enrol(NO_PERMIT);
    await time.increase(MATURITY);
    await members.refresh(alice.address, [await pay(parts, 2_000n * USDC)]);
    expect(await multiplierOf(parts, alice)).to.equal(5_000n);
    await as(members, alice).enrolWith(adapter, await credentialFor(alice, ALICE_PERSON));
    expect(await multiplierOf(parts, alice)).to.equal(15_000n);
  });

  it("takes away the credentials of an adapter that governance took away", async () => {
    const parts = await loadFixture(grown);
    const { members, adapter, alice, bob } = parts;
    await as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON));
    await members.setAdapter(adapter, false);
    for (const who of [alice, bob]) await members.refresh(who.address, []);
    expect(await multiplierOf(parts, alice)).to.equal(0n);
    expect(await multiplierOf(parts, bob)).to.equal(5_000n);
    await members.setAdapter(adapter, true);
    await members.refresh(alice.address, []);
    expect(await multiplierOf(parts, alice)).to.equal(10_000n);
  });

  it("refuses who is no member, or is leaving", async () => {
    const { members, alice, carol, exitAt } = await loadFixture(leaving);
    await expect(members.refresh(carol.address, []))
      .to.be.revertedWithCustomError(members, "MembersNotEnrolled")
      .withArgs(carol.address);
    await expect(members.refresh(alice.address, []))
      .to.be.revertedWithCustomError(members, "MembersLeaving")
      .withArgs(alice.address, exitAt);
  });
});
