/** Every governed function of the contracts has been given a role, or was left to the constitution on purpose. */
import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { ROLES } from "../../contracts/roles.ts";
import { GUARDED } from "../../scripts/deploy/roles.ts";

/** Functions that stay unmapped, and so take the strictest tier. */
const CONSTITUTIONAL = ["setProposalGuardian", "setText", "setTier", "spendUncapped"];

/** Names of functions whose modifier asks the Authority, or the Governor's own vote. */
function governedFunctions(): string[] {
  const sources = globSync("contracts/{dao,market,trust}/**/*.sol").map((path) => readFileSync(path, "utf8"));
  const names = sources.flatMap((source) =>
    [...source.matchAll(/function (\w+)\([^)]*\)([^{;]*)\{/g)]
      .filter(([, , modifiers]) => /\b(restricted|onlyGovernance)\b/.test(modifiers ?? ""))
      .map(([, name]) => name!),
  );
  return [...new Set(names)].sort();
}

describe("the table of roles", () => {
  const mapped = GUARDED.flatMap(({ functions }) => Object.values(functions).flatMap(({ names }) => names));

  it("names every governed function, or leaves it to the constitution on purpose", () => {
    expect([...new Set([...mapped, ...CONSTITUTIONAL])].sort()).to.deep.equal(governedFunctions());
  });

  it("leaves no function of Members to the constitution: its members could veto their own removal for ever", () => {
    const upgrade = GUARDED.find(({ role }) => role === "UPGRADE")?.functions.Members?.names;
    const source = readFileSync("contracts/dao/Members.sol", "utf8");
    const governed = [...source.matchAll(/function (\w+)\([^)]*\) external restricted/g)].map(
      ([, name]) => name,
    );
    expect(governed).to.not.deep.equal([]);
    expect(upgrade).to.have.members(governed);
  });

  it("leaves the guardian to the constitution: its removal is no easier than what it can cancel", () => {
    for (const { functions } of GUARDED) expect(functions.GuardianCouncil).to.equal(undefined);
  });

  it("gives each role its own number", () => {
    expect(new Set(Object.values(ROLES)).size).to.equal(Object.keys(ROLES).length);
  });
});
