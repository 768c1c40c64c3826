import { expect } from "chai";
import { parseSignature, zeroAddress, zeroHash } from "viem";
import { permitTypes } from "../../../../contracts/typed-data.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now } from "../../helpers/chain.ts";
import { MATURITY, MEMBER_BOND, membership } from "../../helpers/members.ts";
import { NO_PERMIT } from "../../helpers/market.ts";
import { grown } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

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
