/** What happened to others, or nearly, tried on this DAO: what was voted is not what is carried out. */
import { expect } from "chai";
import { keccak256, concat, pad } from "viem";
import { TIER_ROLES } from "../../../../contracts/roles.ts";
import { addressOf, as, DAY, ethers, networkHelpers, now, withCode } from "../../helpers/chain.ts";
import { argsOf, callTo, dao, passed, queued, STATE, toEta } from "../../helpers/dao.ts";

const { loadFixture, time } = networkHelpers;

describe("Tornado Cash, 2023: other code behind the address that was voted on", () => {
  it("is not called: the Governor keeps the code's hash from the proposal to the execution", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa } = parts;
    const proposal = await queued(parts, [await callTo(governed, "operate", [1n])]);
    await toEta(parts, proposal);
    const honest = await ethers.provider.getCode(governed);
    const other = await ethers.provider.getCode(stoa);
    const pinOf = (code: string) =>
      keccak256(concat([pad("0x"), keccak256(code as `0x${string}`)])).slice(0, 50);
    await networkHelpers.setCode(await addressOf(governed), other);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "StoaGovernorCodeChanged")
      .withArgs(proposal.id, pinOf(honest), pinOf(other));

    await networkHelpers.setCode(await addressOf(governed), honest);
    await governor.execute(...argsOf(proposal));
    expect(await governed.number()).to.equal(1n);
  });

  it("is not found behind an account that lends itself code (EIP-7702) and then other code", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, stoa, stranger } = parts;
    const lent = async (to: Parameters<typeof addressOf>[0]) => `0xef0100${(await addressOf(to)).slice(2)}`;
    const call = { ...(await callTo(governed, "touch", [1n])), target: stranger.address };
    await withCode(stranger.address, await lent(governed), async () => {
      const proposal = await queued(parts, [call]);
      await toEta(parts, proposal);
      await networkHelpers.setCode(stranger.address, await lent(stoa));
      await expect(governor.execute(...argsOf(proposal))).to.be.revertedWithCustomError(
        governor,
        "StoaGovernorCodeChanged",
      );
    });
  });
});

describe("A queue that never expires", () => {
  it("does not exist: what was not executed within seven days of its eta has lapsed, and says so", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    const proposal = await queued(parts, [await callTo(governed, "operate", [1n])]);
    await time.increaseTo((await governor.proposalEta(proposal.id)) + 7n * DAY);
    expect(await governor.state(proposal.id)).to.equal(STATE.Expired);
    await expect(governor.execute(...argsOf(proposal))).to.be.revertedWithCustomError(
      governor,
      "GovernorUnexpectedProposalState",
    );
  });

  it("is not made by leaving it unqueued: that lapses 14 days after the deadline", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    const proposal = await passed(parts, [await callTo(governed, "operate", [1n])]);
    const end = (await governor.proposalDeadline(proposal.id)) + 14n * DAY;
    await time.increaseTo(end - 1n);
    expect(await governor.state(proposal.id)).to.equal(STATE.Succeeded);
    await time.increaseTo(end);
    expect(await governor.state(proposal.id)).to.equal(STATE.Expired);
    await expect(governor.queue(...argsOf(proposal))).to.be.revertedWithCustomError(
      governor,
      "GovernorUnexpectedProposalState",
    );
  });

  it("blocks no second proposal of the same call", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed } = parts;
    const call = await callTo(governed, "operate", [1n]);
    const lapsed = await queued(parts, [call]);
    await time.increaseTo((await governor.proposalEta(lapsed.id)) + 7n * DAY);
    const again = await queued(parts, [call]);
    await toEta(parts, again);
    await governor.execute(...argsOf(again));
    expect(await governed.number()).to.equal(1n);
  });
});

describe("A Governor's own setters at the short delay", () => {
  it("wait 14 days as all that is constitutional: calls to itself go through the Authority too", async () => {
    const parts = await loadFixture(dao);
    const { governor, stranger } = parts;
    const call = await callTo(governor, "setProposalGuardian", [
      stranger.address,
      (await now()) + 300n * DAY,
    ]);
    const proposal = await queued(parts, [call]);
    expect(await governor.tierOf(proposal.id)).to.equal(TIER_ROLES.CONSTITUTION);
    expect(await governor.proposalEta(proposal.id)).to.equal((await now()) + 14n * DAY);
    expect(await governor.isAccessManagerIgnored(governor, call.data.slice(0, 10))).to.equal(false);
    await time.increase(2n * DAY);
    await expect(governor.execute(...argsOf(proposal)))
      .to.be.revertedWithCustomError(governor, "GovernorUnmetDelay")
      .withArgs(proposal.id, await governor.proposalEta(proposal.id));
  });

  it("cannot be hidden among daily calls: the whole proposal takes the strictest tier", async () => {
    const parts = await loadFixture(dao);
    const { governor, governed, authority, stranger } = parts;
    const calls = [
      await callTo(governed, "operate", [1n]),
      await callTo(authority, "grantRole", [TIER_ROLES.CONSTITUTION, stranger.address, 0]),
    ];
    const { id } = await queued(parts, calls);
    expect(await governor.tierOf(id)).to.equal(TIER_ROLES.CONSTITUTION);
    expect(await governor.proposalEta(id)).to.equal((await now()) + 14n * DAY);
  });

  it("cannot be called by whoever has a role with a short delay, or by anybody else", async () => {
    const { governor, alice, guardian } = await loadFixture(dao);
    for (const who of [alice, guardian]) {
      await expect(as(governor, who).setProposalGuardian(who.address, (await now()) + DAY))
        .to.be.revertedWithCustomError(governor, "GovernorOnlyExecutor")
        .withArgs(who.address);
    }
  });
});
