import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../../helpers/chain.ts";
import {
  ALICE_PERSON,
  credentialFor,
  enrolWith,
  EXIT_DELAY,
  MATURITY,
  MEMBER_BOND,
  multiplierOf,
  nullifierOf,
} from "../../helpers/members.ts";
import { grown, leaving } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Members.exit", () => {
  it("ends the voice at once, keeps the past, and pays the bond after 7 days to the second", async () => {
    const parts = await loadFixture(grown);
    const { members, stoa, bob } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(members, bob).startExit())
      .to.emit(members, "ExitStarted")
      .withArgs(bob.address, at + EXIT_DELAY);
    expect(await multiplierOf(parts, bob)).to.equal(0n);
    expect(await members.multiplierAt(bob.address, at)).to.equal(0n);
    expect(await members.multiplierAt(bob.address, at - 1n)).to.equal(5_000n);

    await time.setNextBlockTimestamp(at + EXIT_DELAY - 1n);
    await expect(as(members, bob).exit())
      .to.be.revertedWithCustomError(members, "MembersExitTooEarly")
      .withArgs(at + EXIT_DELAY - 1n, at + EXIT_DELAY);
    await time.setNextBlockTimestamp(at + EXIT_DELAY);
    const tx = as(members, bob).exit();
    await expect(tx).to.emit(members, "Exited").withArgs(bob.address, MEMBER_BOND);
    await expect(tx).to.changeTokenBalances(ethers, stoa, [members, bob.signer], [-MEMBER_BOND, MEMBER_BOND]);
  });

  it("returns the bond that was taken, whatever it is now", async () => {
    const { members, stoa, bob } = await loadFixture(grown);
    await members.setBond(2n * MEMBER_BOND);
    await as(members, bob).startExit();
    await time.increase(EXIT_DELAY);
    await expect(as(members, bob).exit()).to.changeTokenBalance(ethers, stoa, bob.signer, MEMBER_BOND);
  });

  it("refuses a second start, an end without a start, and a second end", async () => {
    const { members, alice, bob, carol, exitAt } = await loadFixture(leaving);
    await expect(as(members, alice).startExit())
      .to.be.revertedWithCustomError(members, "MembersLeaving")
      .withArgs(alice.address, exitAt);
    await expect(as(members, carol).startExit())
      .to.be.revertedWithCustomError(members, "MembersNotEnrolled")
      .withArgs(carol.address);
    await expect(as(members, bob).exit())
      .to.be.revertedWithCustomError(members, "MembersNotLeaving")
      .withArgs(bob.address);
    await time.increase(EXIT_DELAY);
    await as(members, alice).exit();
    await expect(as(members, alice).exit())
      .to.be.revertedWithCustomError(members, "MembersNotLeaving")
      .withArgs(alice.address);
  });

  it("keeps the credential until the exit is over, and then frees it", async () => {
    const { members, adapter, alice, carol } = await loadFixture(leaving);
    const nullifier = nullifierOf(await addressOf(adapter), ALICE_PERSON);
    await expect(as(members, carol).enrolWith(adapter, await credentialFor(carol, ALICE_PERSON)))
      .to.be.revertedWithCustomError(members, "MembersCredentialUsed")
      .withArgs(await addressOf(adapter), nullifier, alice.address);
    await time.increase(EXIT_DELAY);
    await as(members, alice).exit();
    expect(await members.holderOf(adapter, nullifier)).to.equal(zeroAddress);
    await as(members, carol).enrolWith(adapter, await credentialFor(carol, ALICE_PERSON));
    expect(await members.holderOf(adapter, nullifier)).to.equal(carol.address);
  });

  it("never lets one person vote twice on one proposal by leaving and coming back with another account", async () => {
    const parts = await loadFixture(leaving);
    const { members, adapter, alice, carol } = parts;
    const start = (await now()) - 2n * DAY;
    await time.increase(EXIT_DELAY);
    await as(members, alice).exit();
    await as(members, carol).enrolWith(adapter, await credentialFor(carol, ALICE_PERSON));
    await time.increase(MATURITY + DAY);
    // Whenever the snapshot was: before, during the exit, while the new voice was young, and after.
    let heard = 0;
    for (let at = start; at < (await now()); at += DAY / 2n) {
      const both = [
        await members.multiplierAt(alice.address, at),
        await members.multiplierAt(carol.address, at),
      ];
      expect(both.filter((bps) => bps !== 0n).length, `at ${at}`).to.be.at.most(1);
      heard += both.some((bps) => bps !== 0n) ? 1 : 0;
    }
    expect(heard).to.be.greaterThan(4);
    expect(await multiplierOf(parts, carol)).to.equal(10_000n);
  });

  it("lets nobody come back to his old age", async () => {
    const parts = await loadFixture(leaving);
    const { members, alice } = parts;
    await time.increase(EXIT_DELAY);
    await as(members, alice).exit();
    await enrolWith(parts, alice, ALICE_PERSON);
    await time.increase(MATURITY - DAY);
    expect(await multiplierOf(parts, alice)).to.equal(0n);
  });
});
