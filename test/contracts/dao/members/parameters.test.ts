import { expect } from "chai";
import { zeroAddress } from "viem";
import { membersAbi } from "../../../../contracts/generated.ts";
import { as, networkHelpers } from "../../helpers/chain.ts";
import { FEE_STEPS, MEMBER_BOND, MEMBERS_SETTERS, membership, STOA } from "../../helpers/members.ts";
import { USDC } from "../../helpers/market.ts";

const { loadFixture } = networkHelpers;

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
