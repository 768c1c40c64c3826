import { expect } from "chai";
import { concat, encodeAbiParameters, isAddressEqual, keccak256, type Hex } from "viem";
import { demoAccount } from "../../scripts/start/accounts.ts";
import {
  communityShares,
  contributorShares,
  demoBeneficiaries,
  DISTRIBUTION,
  merkleTree,
  SUPPLY,
  type ProvenShare,
  type Share,
} from "../../scripts/deploy/distribution.ts";

/** OpenZeppelin's MerkleProof.processProof over the leaf that MerkleDistributor makes. */
function rootFrom({ index, account, amount, proof }: ProvenShare): Hex {
  const words = [{ type: "uint256" }, { type: "address" }, { type: "uint256" }] as const;
  const leaf = keccak256(keccak256(encodeAbiParameters(words, [index, account, amount])));
  return proof.reduce(
    (node, sibling) => keccak256(concat(node < sibling ? [node, sibling] : [sibling, node])),
    leaf,
  );
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);

describe("the initial distribution", () => {
  it("gives away the whole supply, and no more", () => {
    expect(sum(Object.values(DISTRIBUTION).map(({ amount }) => amount))).to.equal(SUPPLY);
    expect(SUPPLY).to.equal(10n ** 27n);
  });

  it("is 40 % community, 30 % treasury, 20 % team and investors, 10 % contributors", () => {
    const { community, treasury, team, investors, contributors } = DISTRIBUTION;
    const percent = (amount: bigint) => (amount * 100n) / SUPPLY;
    expect(
      [community.amount, treasury.amount, team.amount + investors.amount, contributors.amount].map(percent),
    ).to.deep.equal([40n, 30n, 20n, 10n]);
  });

  it("holds team and investors for a year before the first token", () => {
    for (const { cliff, duration } of [DISTRIBUTION.team, DISTRIBUTION.investors]) {
      expect(cliff).to.equal(365n * 86_400n);
      expect(duration).to.be.greaterThan(cliff);
    }
  });

  const lists: readonly [name: string, shares: readonly Share[], whole: bigint][] = [
    ["community", communityShares(), DISTRIBUTION.community.amount],
    ["contributors", contributorShares(), DISTRIBUTION.contributors.amount],
  ];
  for (const [name, shares, whole] of lists) {
    it(`shares what the ${name} get among twelve accounts, unevenly and to the last unit`, () => {
      expect(sum(shares.map(({ amount }) => amount))).to.equal(whole);
      expect(shares.map(({ account }) => account)).to.deep.equal(
        Array.from({ length: 12 }, (_, place) => demoAccount(4 + place).address),
      );
      expect(new Set(shares.map(({ amount }) => amount)).size).to.equal(shares.length);
    });

    it(`proves each share of the ${name}, and none that is larger`, () => {
      const { root, claims } = merkleTree(shares);
      expect(claims.map(({ account, amount }) => ({ account, amount }))).to.deep.equal(shares);
      for (const claim of claims) {
        expect(rootFrom(claim)).to.equal(root);
        expect(rootFrom({ ...claim, amount: claim.amount + 1n })).not.to.equal(root);
      }
    });
  }

  it("pays the vestings to accounts that are in no list", () => {
    const listed = [...communityShares(), ...contributorShares()].map(({ account }) => account);
    for (const beneficiary of Object.values(demoBeneficiaries()))
      expect(listed.some((account) => isAddressEqual(account, beneficiary))).to.equal(false);
  });
});
