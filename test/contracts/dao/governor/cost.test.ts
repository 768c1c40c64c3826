import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { addressOf, as, ethers, networkHelpers } from "../../helpers/chain.ts";
import {
  argsOf,
  callTo,
  dao,
  FOR,
  giveVoice,
  propose,
  toEnd,
  toEta,
  toVote,
  type Proposal,
} from "../../helpers/dao.ts";

const { loadFixture } = networkHelpers;
const TEXT = "Lower the fee of self-hosted services from 5 % to 4 %, from the next version on. "
  .repeat(3)
  .slice(0, 200);

async function gasOf(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  const receipt = await (await sent).wait();
  return receipt?.gasUsed ?? 0n;
}

/** Not the first proposal, and members who vote. */
async function usual() {
  const parts = await dao();
  await giveVoice(parts, [parts.alice, parts.bob]);
  await propose(parts, parts.alice, [await callTo(parts.governed, "operate", [1n])]);
  return parts;
}

describe("StoaGovernor", () => {
  it("takes at most 210,000 gas for a proposal of one call, and 90,000 for a later ballot in both houses", async () => {
    const parts = await loadFixture(usual);
    const { governor, governed, alice, bob, carol } = parts;
    const { target, data } = await callTo(governed, "operate", [2n]);
    const lists = { targets: [target], values: [0n], calldatas: [data] } as const;
    const proposing = as(governor, alice).propose(lists.targets, lists.values, lists.calldatas, TEXT);
    expect(await gasOf(proposing)).to.be.lessThanOrEqual(210_000n);

    const proposal: Proposal = { id: await governor.latestProposalId(), ...lists, description: TEXT };
    await toVote(parts, proposal);
    await as(governor, alice).castVote(proposal.id, FOR);
    const later = await gasOf(as(governor, bob).castVote(proposal.id, FOR));
    const powerOnly = await gasOf(as(governor, carol).castVote(proposal.id, FOR));
    expect(later).to.be.lessThanOrEqual(90_000n);
    expect(powerOnly).to.be.lessThan(later);
    await toEnd(parts, proposal);
    expect(await gasOf(governor.queue(...argsOf(proposal)))).to.be.lessThanOrEqual(133_000n);
    await toEta(parts, proposal);
    expect(await gasOf(governor.execute(...argsOf(proposal)))).to.be.lessThanOrEqual(129_000n);
  });

  it("is 2,000 bytes below the largest contract that a chain takes", async () => {
    const { governor } = await loadFixture(dao);
    const code = await ethers.provider.getCode(await addressOf(governor));
    expect((code.length - 2) / 2).to.be.lessThanOrEqual(24_576 - 2_000);
  });
});
