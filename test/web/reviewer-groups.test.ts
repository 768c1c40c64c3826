import { expect } from "chai";
import { getAddress, type Address } from "viem";
import { groupsOf, type Joining } from "../../web/src/lib/reviewer-groups.ts";

const ADA: Address = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const BEN: Address = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc";
const QUIET = 86_400n;

function joining(epoch: bigint, index: bigint, reviewer: Address, closesAt = 0): Joining {
  return { epoch, index, reviewer, commitment: 100n * epoch + index, spent: 100_000, closesAt };
}

describe("a service's groups of anonymous reviewers", () => {
  it("have their members in the order of the tree, the newest group first", () => {
    const groups = groupsOf([joining(7n, 1n, BEN), joining(7n, 0n, ADA), joining(8n, 0n, BEN)], {
      account: undefined,
      quiet: QUIET,
    });
    expect(groups.map(({ epoch, members }) => [epoch, members])).to.deep.equal([
      [8n, [800n]],
      [7n, [700n, 701n]],
    ]);
  });

  it("know whether the wallet is in them, however its address is written", () => {
    const all = [joining(7n, 0n, ADA), joining(8n, 0n, BEN)];
    const groups = groupsOf(all, { account: getAddress(ADA), quiet: QUIET });
    expect(groups.map(({ joined }) => joined)).to.deep.equal([false, true]);
  });

  it("are reviewed from a day after their closing on, and not while they are too small to close", () => {
    const [small] = groupsOf([joining(7n, 0n, ADA)], { account: ADA, quiet: QUIET });
    expect(small?.reviewsFrom).to.equal(undefined);
    const [large] = groupsOf([joining(7n, 0n, ADA), joining(7n, 1n, BEN, 5_000)], {
      account: ADA,
      quiet: QUIET,
    });
    expect(large?.reviewsFrom).to.equal(5_000n + QUIET);
    expect(large?.denomination).to.equal(100_000n);
  });
});
