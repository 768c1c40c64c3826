import { readFileSync } from "node:fs";
import { expect } from "chai";
import { contractsOf } from "../../scripts/mutants/contracts-of.ts";
import { readMutants, withFault } from "../../scripts/mutants/read-mutants.ts";

describe("the faults that the campaigns are tried with", () => {
  for (const mutant of readMutants()) {
    it(`${mutant.campaign}: ${mutant.fault}`, () => {
      const source = readFileSync(mutant.file, "utf8");
      expect(withFault(source, mutant)).not.to.equal(source);
      expect(contractsOf(mutant.file, mutant.campaign).length).to.be.greaterThan(0);
    });
  }
});
