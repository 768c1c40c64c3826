import { expect } from "chai";
import type { authorityAbi, constitutionAbi } from "../../../../contracts/generated.ts";
import { constitutionText } from "../../../../scripts/deploy/constitution.ts";
import { TIER_ROLES, type TierName } from "../../../../contracts/roles.ts";
import { TIERS, type Tier } from "../../../../scripts/deploy/tiers.ts";
import { as, deploy, networkHelpers, person, type ContractOf } from "../../helpers/chain.ts";
import { callTo, dao, enacted } from "../../helpers/dao.ts";

const { loadFixture } = networkHelpers;
const DAY = 86_400;
const NAMES = ["CONSTITUTION", "OPERATIONS", "TREASURY", "UPGRADE"] as const;

function deployWith(tiers: readonly Tier[], authority: unknown) {
  const { hash, uri } = constitutionText();
  return deploy<ContractOf<typeof constitutionAbi>>("Constitution", [tiers, hash, uri, authority]);
}

/** With an admin who may change tiers at once, in the place of the Governor. */
async function constitutionOfOne() {
  const [admin, stranger] = [await person(0), await person(1)];
  const authority = await deploy<ContractOf<typeof authorityAbi>>("Authority", [admin.address]);
  const constitution = await deployWith(
    NAMES.map((name) => TIERS[name]),
    authority,
  );
  return { authority, constitution, admin, stranger };
}

function valuesOf(tier: Tier): unknown[] {
  return [
    BigInt(tier.votingDelay),
    BigInt(tier.votingPeriod),
    BigInt(tier.thresholdBps),
    BigInt(tier.quorumBps),
    BigInt(tier.approvalBps),
    BigInt(tier.minVoices),
    tier.overridable,
    BigInt(tier.rank),
  ];
}

describe("Constitution's tiers", () => {
  it("are four, and start with the numbers of the written constitution", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    for (const name of NAMES) {
      expect(await constitution.isTier(TIER_ROLES[name])).to.equal(true);
      expect([...(await constitution.tierOf(TIER_ROLES[name]))]).to.deep.equal(valuesOf(TIERS[name]));
    }
  });

  it("are no other roles", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    expect(await constitution.isTier(4n)).to.equal(false);
    await expect(constitution.tierOf(10n))
      .to.be.revertedWithCustomError(constitution, "ConstitutionUnknownTier")
      .withArgs(10n);
    await expect(constitution.setTier(4n, TIERS.OPERATIONS))
      .to.be.revertedWithCustomError(constitution, "ConstitutionUnknownTier")
      .withArgs(4n);
  });

  it("change by a constitutional vote", async () => {
    const parts = await loadFixture(dao);
    const tier = { ...TIERS.OPERATIONS, quorumBps: 400, minVoices: 7 };
    const call = await callTo(parts.constitution, "setTier", [TIER_ROLES.OPERATIONS, tier]);
    const { id } = await enacted(parts, [call], parts.alice);
    expect(await parts.governor.tierOf(id)).to.equal(TIER_ROLES.CONSTITUTION);
    expect([...(await parts.constitution.tierOf(TIER_ROLES.OPERATIONS))]).to.deep.equal(valuesOf(tier));
  });

  it("announce each change", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    await expect(constitution.setTier(TIER_ROLES.TREASURY, { ...TIERS.TREASURY, minVoices: 20 }))
      .to.emit(constitution, "TierSet")
      .withArgs(TIER_ROLES.TREASURY, valuesOf({ ...TIERS.TREASURY, minVoices: 20 }));
  });

  it("cannot be changed by anybody else", async () => {
    const { constitution, stranger } = await loadFixture(constitutionOfOne);
    await expect(as(constitution, stranger).setTier(TIER_ROLES.OPERATIONS, TIERS.OPERATIONS))
      .to.be.revertedWithCustomError(constitution, "AccessManagedUnauthorized")
      .withArgs(stranger.address);
  });

  const bounds: [error: string, field: keyof Tier, minimum: number, maximum: number][] = [
    ["ConstitutionVotingDelayOutOfBounds", "votingDelay", DAY, 14 * DAY],
    ["ConstitutionVotingPeriodOutOfBounds", "votingPeriod", 3 * DAY, 30 * DAY],
    ["ConstitutionThresholdOutOfBounds", "thresholdBps", 1, 200],
    ["ConstitutionQuorumOutOfBounds", "quorumBps", 100, 4_000],
    ["ConstitutionApprovalOutOfBounds", "approvalBps", 5_000, 9_000],
  ];
  for (const [error, field, minimum, maximum] of bounds) {
    it(`keep ${field} within ${minimum} and ${maximum}`, async () => {
      const { constitution } = await loadFixture(constitutionOfOne);
      for (const value of [minimum - 1, maximum + 1]) {
        await expect(constitution.setTier(TIER_ROLES.CONSTITUTION, { ...TIERS.CONSTITUTION, [field]: value }))
          .to.be.revertedWithCustomError(constitution, error)
          .withArgs(value, minimum, maximum);
      }
      await constitution.setTier(TIER_ROLES.OPERATIONS, { ...TIERS.OPERATIONS, [field]: minimum });
      await constitution.setTier(TIER_ROLES.CONSTITUTION, { ...TIERS.CONSTITUTION, [field]: maximum });
    });
  }

  it("ask for a thousand voices at most", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    await constitution.setTier(TIER_ROLES.UPGRADE, { ...TIERS.UPGRADE, minVoices: 1_000 });
    await expect(constitution.setTier(TIER_ROLES.UPGRADE, { ...TIERS.UPGRADE, minVoices: 1_001 }))
      .to.be.revertedWithCustomError(constitution, "ConstitutionTooManyVoices")
      .withArgs(1_001, 1_000);
  });

  it("keep their ranks", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    const ranks: [TierName, number][] = [
      ["CONSTITUTION", 4],
      ["OPERATIONS", 1],
      ["TREASURY", 2],
      ["UPGRADE", 3],
    ];
    for (const [name, rank] of ranks) {
      const other = rank === 1 ? 2 : 1;
      await expect(constitution.setTier(TIER_ROLES[name], { ...TIERS[name], rank: other }))
        .to.be.revertedWithCustomError(constitution, "ConstitutionRankFixed")
        .withArgs(TIER_ROLES[name], rank, other);
    }
  });

  it("never let power override the members in a constitutional vote", async () => {
    const { constitution } = await loadFixture(constitutionOfOne);
    const call = constitution.setTier(TIER_ROLES.CONSTITUTION, { ...TIERS.CONSTITUTION, overridable: true });
    await expect(call).to.be.revertedWithCustomError(constitution, "ConstitutionNeverOverridable");
  });

  for (const field of ["votingDelay", "votingPeriod", "thresholdBps", "quorumBps", "approvalBps"] as const) {
    it(`are nowhere stricter than the constitutional one, by ${field}`, async () => {
      const { constitution } = await loadFixture(constitutionOfOne);
      const most = TIERS.CONSTITUTION[field];
      await expect(constitution.setTier(TIER_ROLES.TREASURY, { ...TIERS.TREASURY, [field]: most + 1 }))
        .to.be.revertedWithCustomError(constitution, "ConstitutionWeakerThanTier")
        .withArgs(TIER_ROLES.TREASURY, most, most + 1);
      await constitution.setTier(TIER_ROLES.TREASURY, { ...TIERS.TREASURY, [field]: most });
      await expect(
        constitution.setTier(TIER_ROLES.CONSTITUTION, { ...TIERS.CONSTITUTION, [field]: most - 1 }),
      )
        .to.be.revertedWithCustomError(constitution, "ConstitutionWeakerThanTier")
        .withArgs(TIER_ROLES.TREASURY, most - 1, most);
    });
  }

  it("are checked at the deployment too", async () => {
    const { authority, constitution } = await loadFixture(constitutionOfOne);
    const tiers = NAMES.map((name) => (name === "UPGRADE" ? { ...TIERS[name], quorumBps: 99 } : TIERS[name]));
    await expect(deployWith(tiers, authority))
      .to.be.revertedWithCustomError(constitution, "ConstitutionQuorumOutOfBounds")
      .withArgs(99, 100, 4_000);
  });
});
