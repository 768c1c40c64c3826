import { expect } from "chai";
import { createGroupCommit } from "../../../gateway/ledger/group-commit.ts";

/** A commit that waits until it is let go. */
function held() {
  const batches: { items: readonly number[]; finish: (problem?: Error) => void }[] = [];
  const commit = (items: readonly number[]) =>
    new Promise<number[]>((resolve, reject) => {
      batches.push({
        items,
        finish: (problem) => (problem ? reject(problem) : resolve(items.map((item) => item * 10))),
      });
    });
  return { batches, commit };
}

async function turn(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe("group commit", () => {
  it("commits at once when idle, and what arrives meanwhile together", async () => {
    const { batches, commit } = held();
    const group = createGroupCommit(commit);
    const first = group.add(1);
    await turn();
    const others = [group.add(2), group.add(3)];
    await turn();
    expect(batches.map(({ items }) => items)).to.deep.equal([[1]]);
    batches[0]!.finish();
    expect(await first).to.equal(10);
    await turn();
    expect(batches[1]!.items).to.deep.equal([2, 3]);
    batches[1]!.finish();
    expect(await Promise.all(others)).to.deep.equal([20, 30]);
  });

  it("takes along what comes in the same turn", async () => {
    const { batches, commit } = held();
    const group = createGroupCommit(commit);
    const all = [group.add(1), group.add(2)];
    await turn();
    expect(batches[0]!.items).to.deep.equal([1, 2]);
    batches[0]!.finish();
    await Promise.all(all);
  });

  it("fails each item of a commit that fails, and goes on with the next", async () => {
    const { batches, commit } = held();
    const group = createGroupCommit(commit, { limit: 2 });
    const outcomes = [1, 2, 3].map((item) => group.add(item).catch((problem: Error) => problem.message));
    await turn();
    batches[0]!.finish(new Error("disk full"));
    await turn();
    expect(batches[1]!.items).to.deep.equal([3]);
    batches[1]!.finish();
    expect(await Promise.all(outcomes)).to.deep.equal(["disk full", "disk full", 30]);
    await group.idle();
  });

  it("waits for company while more may come, and leaves when it cannot", async () => {
    const { batches, commit } = held();
    const NEVER = 2 ** 31 - 1;
    const group = createGroupCommit(commit, {
      linger: { longest: NEVER, complete: (waiting) => waiting >= 3 },
    });
    const all = [group.add(1), group.add(2)];
    await turn();
    expect(batches).to.have.length(0);
    all.push(group.add(3));
    await turn();
    expect(batches.map(({ items }) => items)).to.deep.equal([[1, 2, 3]]);
    batches[0]!.finish();
    expect(await Promise.all(all)).to.deep.equal([10, 20, 30]);
  });

  it("waits no longer than it was told", async () => {
    const group = createGroupCommit((items: readonly number[]) => Promise.resolve(items), {
      linger: { longest: 1, complete: () => false },
    });
    expect(await group.add(1)).to.equal(1);
  });

  it("does not wait once a commit is full", async () => {
    const { batches, commit } = held();
    const linger = { longest: 2 ** 31 - 1, complete: () => false };
    const group = createGroupCommit(commit, { limit: 2, linger });
    const all = [group.add(1), group.add(2)];
    await turn();
    expect(batches[0]!.items).to.deep.equal([1, 2]);
    batches[0]!.finish();
    await Promise.all(all);
  });
});
