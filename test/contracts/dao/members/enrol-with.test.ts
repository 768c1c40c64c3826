import { expect } from "chai";
import { zeroAddress, zeroHash } from "viem";
import { addressOf, as, networkHelpers, now } from "../../helpers/chain.ts";
import {
  ALICE_PERSON,
  BOB_PERSON,
  credentialFor,
  MATURITY,
  MEMBER_BOND,
  membership,
  multiplierOf,
  nullifierOf,
} from "../../helpers/members.ts";
import { grown, leaving } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Members.enrolWith", () => {
  it("gives a person one voice, without a bond", async () => {
    const parts = await loadFixture(membership);
    const { members, adapter, alice } = parts;
    const nullifier = nullifierOf(await addressOf(adapter), ALICE_PERSON);
    const credential = await credentialFor(alice, ALICE_PERSON);
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    await expect(as(members, alice).enrolWith(adapter, credential))
      .to.emit(members, "Enrolled")
      .withArgs(alice.address, await addressOf(adapter), nullifier, 0n, at + MATURITY);
    expect(await members.holderOf(adapter, nullifier)).to.equal(alice.address);
    expect(await multiplierOf(parts, alice)).to.equal(0n);
    await time.increase(MATURITY);
    expect(await multiplierOf(parts, alice)).to.equal(10_000n);
  });

  it("adds a credential to a bond, and his time runs on", async () => {
    const parts = await loadFixture(grown);
    const { members, adapter, bob } = parts;
    const before = await now();
    const nullifier = nullifierOf(await addressOf(adapter), BOB_PERSON);
    await expect(as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON)))
      .to.emit(members, "CredentialAdded")
      .withArgs(bob.address, await addressOf(adapter), nullifier);
    expect(await multiplierOf(parts, bob)).to.equal(10_000n);
    expect(await members.multiplierAt(bob.address, before)).to.equal(5_000n);
    expect((await members.memberOf(bob.address)).bond).to.equal(MEMBER_BOND);
  });

  it("refuses a person's second account", async () => {
    const { members, adapter, alice, carol } = await loadFixture(grown);
    const nullifier = nullifierOf(await addressOf(adapter), ALICE_PERSON);
    await expect(as(members, carol).enrolWith(adapter, await credentialFor(carol, ALICE_PERSON)))
      .to.be.revertedWithCustomError(members, "MembersCredentialUsed")
      .withArgs(await addressOf(adapter), nullifier, alice.address);
  });

  it("refuses an account a second person, and one that is leaving", async () => {
    const { members, adapter, alice, bob, exitAt } = await loadFixture(leaving);
    await expect(as(members, alice).enrolWith(adapter, await credentialFor(alice, BOB_PERSON)))
      .to.be.revertedWithCustomError(members, "MembersLeaving")
      .withArgs(alice.address, exitAt);
    await as(members, bob).enrolWith(adapter, await credentialFor(bob, BOB_PERSON));
    const third = await credentialFor(bob, zeroHash);
    await expect(as(members, bob).enrolWith(adapter, third))
      .to.be.revertedWithCustomError(members, "MembersAlreadyCredentialed")
      .withArgs(bob.address, await addressOf(adapter));
  });

  it("asks no adapter that governance did not allow", async () => {
    const { members, carol } = await loadFixture(grown);
    for (const adapter of [carol.address, zeroAddress]) {
      await expect(as(members, carol).enrolWith(adapter, "0x"))
        .to.be.revertedWithCustomError(members, "MembersAdapterNotAllowed")
        .withArgs(adapter);
    }
  });
});
