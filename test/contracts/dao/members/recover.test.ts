import { expect } from "chai";
import { zeroAddress } from "viem";
import { addressOf, as, ethers, networkHelpers, now } from "../../helpers/chain.ts";
import {
  ALICE_PERSON,
  BOB_PERSON,
  credentialFor,
  EXIT_DELAY,
  MEMBER_BOND,
  membership,
  multiplierOf,
  nullifierOf,
  pay,
  treasuryShareOf,
} from "../../helpers/members.ts";
import { USDC } from "../../helpers/market.ts";
import { grown } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Members.recover", () => {
  it("moves voice, bond, fees and age to the new account in one second", async () => {
    const parts = await loadFixture(grown);
    const { members, adapter, alice, carol, bob, stranger, stoa } = parts;
    await members.refresh(alice.address, [await pay(parts, 2_000n * USDC)]);
    const fees = treasuryShareOf(2_000n * USDC);
    const nullifier = nullifierOf(await addressOf(adapter), ALICE_PERSON);
    const credential = await credentialFor(carol, ALICE_PERSON);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(members, stranger).recover(carol.address, adapter, credential))
      .to.emit(members, "Recovered")
      .withArgs(alice.address, carol.address, await addressOf(adapter), nullifier);
    await time.increase(1n);
    const voices = async (timepoint: bigint) => [
      await members.multiplierAt(alice.address, timepoint),
      await members.multiplierAt(carol.address, timepoint),
    ];
    expect(await voices(at - 1n)).to.deep.equal([15_000n, 0n]);
    expect(await voices(at)).to.deep.equal([0n, 15_000n]);
    expect([await members.feesOf(alice.address), await members.feesOf(carol.address)]).to.deep.equal([
      0n,
      fees,
    ]);
    expect(await members.holderOf(adapter, nullifier)).to.equal(carol.address);
    await expect(as(members, alice).startExit())
      .to.be.revertedWithCustomError(members, "MembersNotEnrolled")
      .withArgs(alice.address);

    // The bond goes with it.
    await as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON));
    await time.increase(1n);
    await members.recover(stranger.address, adapter, await credentialFor(stranger, BOB_PERSON));
    await as(members, stranger).startExit();
    await time.increase(EXIT_DELAY);
    await expect(as(members, stranger).exit()).to.changeTokenBalance(
      ethers,
      stoa,
      stranger.signer,
      MEMBER_BOND,
    );
  });

  it("takes an exit back that the thief of the key has started, before he gets the bond", async () => {
    const parts = await loadFixture(grown);
    const { members, adapter, bob, carol } = parts;
    await as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON));
    await as(members, bob).startExit();
    await time.increase(EXIT_DELAY);
    await members.recover(carol.address, adapter, await credentialFor(carol, BOB_PERSON));
    await expect(as(members, bob).exit())
      .to.be.revertedWithCustomError(members, "MembersNotLeaving")
      .withArgs(bob.address);
    expect(await multiplierOf(parts, carol)).to.equal(10_000n);
    expect((await members.memberOf(carol.address)).bond).to.equal(MEMBER_BOND);
  });

  it("does not let that thief take the membership back with the credential of then", async () => {
    const { members, adapter, alice, carol } = await loadFixture(membership);
    const old = await credentialFor(alice, ALICE_PERSON);
    const stolen = await now();
    await as(members, alice).enrolWith(adapter, old);
    await members.recover(carol.address, adapter, await credentialFor(carol, ALICE_PERSON));
    const newest = await adapter.newestOf(ALICE_PERSON);
    await expect(as(members, alice).recover(alice.address, adapter, old))
      .to.be.revertedWithCustomError(adapter, "AttestationAdapterNotNewer")
      .withArgs(ALICE_PERSON, stolen, newest);
  });

  it("refuses an unknown person, an account that is a member, and nobody's", async () => {
    const { members, adapter, alice, bob, carol } = await loadFixture(grown);
    const nullifier = nullifierOf(await addressOf(adapter), BOB_PERSON);
    await expect(members.recover(carol.address, adapter, await credentialFor(carol, BOB_PERSON)))
      .to.be.revertedWithCustomError(members, "MembersUnknownCredential")
      .withArgs(await addressOf(adapter), nullifier);
    for (const who of [alice, bob]) {
      await expect(members.recover(who.address, adapter, await credentialFor(who, ALICE_PERSON)))
        .to.be.revertedWithCustomError(members, "MembersAlreadyEnrolled")
        .withArgs(who.address);
    }
    const nobody = { address: zeroAddress } as const;
    await expect(
      members.recover(zeroAddress, adapter, await credentialFor(nobody, ALICE_PERSON)),
    ).to.be.revertedWithCustomError(members, "MembersZeroAddress");
    await members.setAdapter(adapter, false);
    await expect(members.recover(carol.address, adapter, await credentialFor(carol, ALICE_PERSON)))
      .to.be.revertedWithCustomError(members, "MembersAdapterNotAllowed")
      .withArgs(await addressOf(adapter));
  });
});
