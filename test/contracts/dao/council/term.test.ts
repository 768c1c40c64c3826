import { expect } from "chai";
import { addressOf, as, DAY, networkHelpers, now } from "../../helpers/chain.ts";
import { TERM, councils, agreed, delegateTo } from "./fixture.ts";

const { loadFixture, time } = networkHelpers;

describe("Council's term", () => {
  it("ends all its acts, until governance elects it anew", async () => {
    const parts = await loadFixture(councils);
    const { council, stoa, ann, ben, cleo } = parts;
    const termEnd = (await now()) + 10n * DAY;
    const members = [ann.address, ben.address, cleo.address];
    await council.setMembers(members, 2n, termEnd);
    const id = await agreed(parts, await addressOf(stoa), delegateTo(ann.address));

    const call = as(council, ann);
    const attempts = [
      () => call.propose(stoa, delegateTo(ann.address)),
      () => as(council, cleo).approve(id),
      () => call.withdrawApproval(id),
      () => call.enact(id),
    ];
    for (const [i, attempt] of attempts.entries()) {
      await time.setNextBlockTimestamp(termEnd + BigInt(i));
      await expect(attempt())
        .to.be.revertedWithCustomError(council, "CouncilTermOver")
        .withArgs(termEnd, termEnd + BigInt(i));
    }
    await time.increaseTo(termEnd + 10n);
    expect(await council.isMember(ann.address)).to.equal(false);

    await council.setMembers(members, 2n, (await now()) + TERM);
    expect(await council.isMember(ann.address)).to.equal(true);
    await call.enact(id);
    expect(await stoa.delegates(council)).to.equal(ann.address);
  });
});
