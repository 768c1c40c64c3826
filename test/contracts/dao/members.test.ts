import { expect } from "chai";
import { parseSignature, zeroAddress, zeroHash } from "viem";
import { membersAbi } from "../../../contracts/generated.ts";
import { permitTypes } from "../../../contracts/typed-data.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../helpers/chain.ts";
import {
  ALICE_PERSON,
  BOB_PERSON,
  credentialFor,
  enrolWith,
  EXIT_DELAY,
  FEE_STEPS,
  MATURITY,
  MEMBER_BOND,
  MEMBERS_SETTERS,
  membership,
  multiplierOf,
  nullifierOf,
  pay,
  STOA,
  treasuryShareOf,
} from "../helpers/members.ts";
import { NO_PERMIT, USDC } from "../helpers/market.ts";

const { loadFixture, time } = networkHelpers;

/** Alice is a member by credential and Bob by bond, both of age for some days. */
async function grown() {
  const parts = await membership();
  await enrolWith(parts, parts.alice, ALICE_PERSON);
  await as(parts.members, parts.bob).enrol(NO_PERMIT);
  await time.increase(MATURITY + 3n * DAY);
  return parts;
}

/** Alice has started to leave. */
async function leaving() {
  const parts = await grown();
  await as(parts.members, parts.alice).startExit();
  return { ...parts, exitAt: (await now()) + EXIT_DELAY };
}

describe("Members.enrol", () => {
  it("takes the bond, and gives half a voice after 30 days to the second", async () => {
    const parts = await loadFixture(membership);
    const { members, stoa, bob } = parts;
    const at = (await now()) + 5n;
    await time.setNextBlockTimestamp(at);
    const tx = as(members, bob).enrol(NO_PERMIT);
    await expect(tx)
      .to.emit(members, "Enrolled")
      .withArgs(bob.address, zeroAddress, zeroHash, MEMBER_BOND, at + MATURITY);
    await expect(tx)
      .to.emit(members, "MultiplierSet")
      .withArgs(bob.address, 5_000n, at + MATURITY);
    await expect(tx).to.changeTokenBalances(ethers, stoa, [bob.signer, members], [-MEMBER_BOND, MEMBER_BOND]);
    expect([...(await members.level(bob.address))]).to.deep.equal([5_000n, at + MATURITY]);

    await time.increaseTo(at + MATURITY + 1n);
    expect(await members.multiplierAt(bob.address, at)).to.equal(0n);
    expect(await members.multiplierAt(bob.address, at + MATURITY - 1n)).to.equal(0n);
    expect(await members.multiplierAt(bob.address, at + MATURITY)).to.equal(5_000n);
  });

  it("takes the bond by permit, which a stranger may have used before", async () => {
    const { members, stoa, bob } = await loadFixture(membership);
    await as(stoa, bob).approve(members, 0n);
    const deadline = (await now()) + DAY;
    const signature = await bob.account.signTypedData({
      domain: { name: "Stoa", version: "1", chainId: 31337, verifyingContract: await addressOf(stoa) },
      types: permitTypes,
      primaryType: "Permit",
      message: {
        owner: bob.address,
        spender: await addressOf(members),
        value: MEMBER_BOND,
        nonce: 0n,
        deadline,
      },
    });
    const { r, s, yParity } = parseSignature(signature);
    await stoa.permit(bob.address, members, MEMBER_BOND, deadline, 27 + yParity, r, s);
    await as(members, bob).enrol({ deadline, v: 27 + yParity, r, s });
    expect((await members.memberOf(bob.address)).bond).to.equal(MEMBER_BOND);
  });

  it("keeps bonds out of every quorum", async () => {
    const { members, stoa, bob } = await loadFixture(membership);
    await as(members, bob).enrol(NO_PERMIT);
    expect(await stoa.delegates(members)).to.equal(await stoa.EXCLUDED());
    expect(await stoa.getVotes(await stoa.EXCLUDED())).to.equal(MEMBER_BOND);
  });

  it("refuses to enrol anyone twice, and without the bond", async () => {
    const { members, stoa, bob, alice, carol } = await loadFixture(grown);
    for (const who of [alice, bob]) {
      await expect(as(members, who).enrol(NO_PERMIT))
        .to.be.revertedWithCustomError(members, "MembersAlreadyEnrolled")
        .withArgs(who.address);
    }
    await expect(as(members, carol).enrol(NO_PERMIT))
      .to.be.revertedWithCustomError(stoa, "ERC20InsufficientAllowance")
      .withArgs(await addressOf(members), 0n, MEMBER_BOND);
  });
});

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

describe("Members.multiplierAt", () => {
  it("is for the past alone", async () => {
    const { members, alice } = await loadFixture(grown);
    const at = await now();
    // A call sees the time of the block that is being made: the newest block's, or later.
    await expect(members.multiplierAt(alice.address, at + DAY))
      .to.be.revertedWithCustomError(members, "MembersFutureLookup")
      .withArgs(at + DAY, (now_: bigint) => now_ >= at);
  });

  it("is nothing for strangers", async () => {
    const { members, stranger } = await loadFixture(grown);
    expect(await members.multiplierAt(stranger.address, await now().then((at) => at - 1n))).to.equal(0n);
    expect([...(await members.level(stranger.address))]).to.deep.equal([0n, 0n]);
  });
});

describe("Members' parameters", () => {
  const SETTINGS = {
    setBond: [[100n * STOA], [100_000n * STOA]],
    setFeeSteps: [
      [10n * USDC, 10n * USDC],
      [10n * USDC, 10_000n * USDC],
    ],
  } as const;

  it("are governance's, each of them and nothing else", async () => {
    const { members, adapter, stranger } = await loadFixture(membership);
    const args = { setBond: [MEMBER_BOND], setFeeSteps: FEE_STEPS, setAdapter: [adapter, true] } as const;
    for (const setter of MEMBERS_SETTERS) {
      await expect(as(members, stranger)[setter](...args[setter]))
        .to.be.revertedWithCustomError(members, "AccessManagedUnauthorized")
        .withArgs(stranger.address);
    }
    const others = ["enrol", "enrolWith", "exit", "recover", "refresh", "startExit"];
    const writing = membersAbi.flatMap((item) =>
      item.type === "function" && item.stateMutability === "nonpayable" ? [item.name as string] : [],
    );
    expect(writing.sort()).to.deep.equal([...MEMBERS_SETTERS, ...others, "setAuthority"].sort());
  });

  it("reach to their bounds", async () => {
    const { members } = await loadFixture(membership);
    for (const values of SETTINGS.setBond) {
      await expect(members.setBond(...values))
        .to.emit(members, "BondSet")
        .withArgs(...values);
      expect(await members.bond()).to.equal(values[0]);
    }
    for (const values of SETTINGS.setFeeSteps) {
      await expect(members.setFeeSteps(...values))
        .to.emit(members, "FeeStepsSet")
        .withArgs(...values);
      expect([...(await members.feeSteps())]).to.deep.equal([...values]);
    }
  });

  it("refuse what lies beyond, and a second step below the first", async () => {
    const { members } = await loadFixture(membership);
    for (const amount of [100n * STOA - 1n, 100_000n * STOA + 1n]) {
      await expect(members.setBond(amount))
        .to.be.revertedWithCustomError(members, "MembersBondOutOfBounds")
        .withArgs(amount, 100n * STOA, 100_000n * STOA);
    }
    const wrong = [
      [10n * USDC - 1n, 500n * USDC],
      [50n * USDC, 10_000n * USDC + 1n],
      [50n * USDC, 50n * USDC - 1n],
    ] as const;
    for (const [first, second] of wrong) {
      await expect(members.setFeeSteps(first, second))
        .to.be.revertedWithCustomError(members, "MembersFeeStepsOutOfBounds")
        .withArgs(first, second, 10n * USDC, 10_000n * USDC);
    }
  });

  it("take no adapter at the zero address: it would turn each bond into a credential", async () => {
    const { members } = await loadFixture(membership);
    await expect(members.setAdapter(zeroAddress, true)).to.be.revertedWithCustomError(
      members,
      "MembersZeroAddress",
    );
  });
});
