import { expect } from "chai";
import { DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { grown } from "./fixture.ts";

const { loadFixture } = networkHelpers;

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
