import { readFileSync } from "node:fs";
import { expect } from "chai";
import { keccak256, toHex, zeroHash } from "viem";
import type { TierName } from "../../../../contracts/roles.ts";
import { EXECUTION_DELAYS, TIERS } from "../../../../scripts/deploy/tiers.ts";
import { as, networkHelpers } from "../../helpers/chain.ts";
import { argsOf, callTo, dao, queued, toEta } from "../../helpers/dao.ts";

const { loadFixture } = networkHelpers;
const TEXT = readFileSync("contracts/dao/CONSTITUTION.md", "utf8");
const DAY = 86_400;

describe("Constitution's text", () => {
  it("is the file in the repository, byte for byte", async () => {
    const { constitution } = await loadFixture(dao);
    expect(await constitution.textHash()).to.equal(keccak256(toHex(TEXT)));
  });

  it("gives each tier's numbers as the deployment sets them", () => {
    const rows: [TierName, string][] = [
      ["OPERATIONS", "more than half"],
      ["TREASURY", "more than half"],
      ["UPGRADE", "60 %"],
      ["CONSTITUTION", "66.7 %"],
    ];
    for (const [name, approval] of rows) {
      const tier = TIERS[name];
      const label = name.charAt(0) + name.slice(1).toLowerCase();
      const row = TEXT.split("\n").find((line) => line.startsWith(`| ${label} |`)) ?? "";
      expect(row.split(" | ").slice(2).join(" | ")).to.equal(
        [
          `${tier.votingDelay / DAY} d`,
          `${tier.votingPeriod / DAY} d`,
          `${tier.thresholdBps / 100} %`,
          `${tier.quorumBps / 100} %`,
          approval,
          `${tier.minVoices}`,
          `${EXECUTION_DELAYS[name] / DAY} d |`,
        ].join(" | "),
      );
    }
  });

  it("changes by a constitutional vote, with its new hash and place", async () => {
    const parts = await loadFixture(dao);
    const hash = keccak256(toHex("A new text."));
    const proposal = await queued(parts, [await callTo(parts.constitution, "setText", [hash, "ipfs://new"])]);
    await toEta(parts, proposal);
    await expect(parts.governor.execute(...argsOf(proposal)))
      .to.emit(parts.constitution, "TextSet")
      .withArgs(hash, "ipfs://new");
    expect(await parts.constitution.textHash()).to.equal(hash);
  });

  it("is never nothing", async () => {
    const parts = await loadFixture(dao);
    const proposal = await queued(parts, [await callTo(parts.constitution, "setText", [zeroHash, ""])]);
    await toEta(parts, proposal);
    await expect(parts.governor.execute(...argsOf(proposal))).to.be.revertedWithCustomError(
      parts.constitution,
      "ConstitutionZeroHash",
    );
  });

  it("cannot be changed by anybody else, the guardian included", async () => {
    const { constitution, guardian } = await loadFixture(dao);
    await expect(as(constitution, guardian).setText(keccak256("0x01"), ""))
      .to.be.revertedWithCustomError(constitution, "AccessManagedUnauthorized")
      .withArgs(guardian.address);
  });
});
