import { expect } from "chai";
import { zeroAddress, zeroHash, type Hex } from "viem";
import type { merkleDistributorAbi, stoaTokenAbi } from "../../../contracts/generated.ts";
import {
  communityShares,
  DISTRIBUTION,
  merkleTree,
  type ProvenShare,
} from "../../../scripts/deploy/distribution.ts";
import {
  addressOf,
  as,
  DAY,
  deploy,
  ethers,
  networkHelpers,
  now,
  person,
  type ContractOf,
} from "../helpers/chain.ts";

const { loadFixture, time } = networkHelpers;
const WHOLE = DISTRIBUTION.community.amount;
const YEAR = DISTRIBUTION.community.open;

type Distributor = ContractOf<typeof merkleDistributorAbi>;

/** The community's list, open for a year. */
async function distribution() {
  const [deployer, treasury, stranger, alice, bob] = await Promise.all([0, 1, 2, 4, 5].map(person));
  const stoa = await deploy<ContractOf<typeof stoaTokenAbi>>("StoaToken", [deployer!.address]);
  const { root, claims } = merkleTree(communityShares());
  const deadline = (await now()) + YEAR;
  const open = async (until = deadline, over: Hex = root, rest = treasury!.address) =>
    deploy<Distributor>("MerkleDistributor", [await addressOf(stoa), rest, over, until]);
  const list = await open();
  await stoa.transfer(list, WHOLE);
  return {
    stoa,
    list,
    open,
    root,
    deadline,
    /** Alice's and Bob's. */
    first: claims[0]!,
    second: claims[1]!,
    claims,
    treasury: treasury!,
    stranger: stranger!,
    alice: alice!,
    bob: bob!,
  };
}

const args = ({ index, account, amount, proof }: ProvenShare) => [index, account, amount, proof] as const;

describe("MerkleDistributor", () => {
  it("is told when it opens, and keeps what waits out of every vote", async () => {
    const { stoa, list, root, deadline } = await loadFixture(distribution);
    await expect(list.deploymentTransaction()).to.emit(list, "DistributionOpened").withArgs(root, deadline);
    const excluded = await stoa.EXCLUDED();
    expect(await stoa.delegates(list)).to.equal(excluded);
    expect(await stoa.getVotes(excluded)).to.equal(WHOLE);
  });

  it("is open for 30 to 730 days", async () => {
    const { open, list } = await loadFixture(distribution);
    const at = (await now()) + 60n;
    for (const deadline of [at + 30n * DAY - 1n, at + 730n * DAY + 1n]) {
      await time.setNextBlockTimestamp(at);
      await expect(open(deadline))
        .to.be.revertedWithCustomError(list, "MerkleDistributorDeadlineOutOfBounds")
        .withArgs(deadline, at + 30n * DAY, at + 730n * DAY);
    }
  });

  it("needs a list, and a treasury for the rest", async () => {
    const { open, list, deadline, root } = await loadFixture(distribution);
    await expect(open(deadline, zeroHash)).to.be.revertedWithCustomError(list, "MerkleDistributorZeroRoot");
    await expect(open(deadline, root, zeroAddress)).to.be.revertedWithCustomError(
      list,
      "MerkleDistributorZeroAddress",
    );
  });
});

describe("MerkleDistributor.claim", () => {
  it("pays each its share, and together all there is", async () => {
    const { stoa, list, claims } = await loadFixture(distribution);
    for (const claim of claims) await list.claim(...args(claim));
    const balances = await Promise.all(claims.map(({ account }) => stoa.balanceOf(account)));
    expect(balances).to.deep.equal(claims.map(({ amount }) => amount));
    expect(await stoa.balanceOf(list)).to.equal(0n);
  });

  it("pays the account, whoever sends the claim", async () => {
    const { stoa, list, first, alice, stranger } = await loadFixture(distribution);
    expect(await list.isClaimed(first.index)).to.equal(false);
    const tx = as(list, stranger).claim(...args(first));
    await expect(tx).to.emit(list, "Claimed").withArgs(first.index, alice.address, first.amount);
    await expect(tx).to.changeTokenBalances(
      ethers,
      stoa,
      [list, alice.signer, stranger.signer],
      [-first.amount, first.amount, 0n],
    );
    expect(await list.isClaimed(first.index)).to.equal(true);
  });

  it("gives the votes of a claimed share to whom its account has delegated", async () => {
    const { stoa, list, first, alice } = await loadFixture(distribution);
    await as(stoa, alice).delegate(alice.address);
    await list.claim(...args(first));
    expect(await stoa.getVotes(alice.address)).to.equal(first.amount);
    expect(await stoa.getVotes(await stoa.EXCLUDED())).to.equal(WHOLE - first.amount);
  });

  it("pays a share once", async () => {
    const { list, first } = await loadFixture(distribution);
    await list.claim(...args(first));
    await expect(list.claim(...args(first)))
      .to.be.revertedWithCustomError(list, "MerkleDistributorClaimedAlready")
      .withArgs(first.index);
  });

  it("pays no more, to nobody else, and under no other index", async () => {
    const { list, first, second, stranger } = await loadFixture(distribution);
    const forged: ProvenShare[] = [
      { ...first, amount: first.amount + 1n },
      { ...first, account: stranger.address },
      { ...first, index: first.index + 100n },
      { ...first, proof: second.proof },
      { ...first, proof: [] },
    ];
    for (const claim of forged)
      await expect(list.claim(...args(claim)))
        .to.be.revertedWithCustomError(list, "MerkleDistributorWrongProof")
        .withArgs(claim.index, claim.account, claim.amount);
  });

  it("pays until the deadline, and not a second longer", async () => {
    const { list, deadline, first, second } = await loadFixture(distribution);
    await time.setNextBlockTimestamp(deadline);
    await list.claim(...args(first));
    await time.setNextBlockTimestamp(deadline + 1n);
    await expect(list.claim(...args(second)))
      .to.be.revertedWithCustomError(list, "MerkleDistributorOver")
      .withArgs(deadline + 1n, deadline);
  });
});

describe("MerkleDistributor.sweep", () => {
  it("sends the Treasury what nobody claimed, whoever asks", async () => {
    const { stoa, list, deadline, first, treasury, stranger } = await loadFixture(distribution);
    await list.claim(...args(first));
    await time.increaseTo(deadline + 1n);
    const left = WHOLE - first.amount;
    const tx = as(list, stranger).sweep();
    await expect(tx).to.emit(list, "Swept").withArgs(treasury.address, left);
    await expect(tx).to.changeTokenBalances(ethers, stoa, [list, treasury.signer], [-left, left]);
  });

  it("waits for the deadline", async () => {
    const { list, deadline } = await loadFixture(distribution);
    await time.setNextBlockTimestamp(deadline);
    await expect(list.sweep())
      .to.be.revertedWithCustomError(list, "MerkleDistributorStillOpen")
      .withArgs(deadline, deadline);
  });

  it("refuses to send nothing", async () => {
    const { list, deadline } = await loadFixture(distribution);
    await time.increaseTo(deadline + 1n);
    await list.sweep();
    await expect(list.sweep()).to.be.revertedWithCustomError(list, "MerkleDistributorNothingLeft");
  });
});
