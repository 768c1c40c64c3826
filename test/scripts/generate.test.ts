import { expect } from "chai";
import { readFileSync } from "node:fs";
import { generate } from "../../scripts/generate.ts";

describe("contracts/generated.ts", () => {
  const written = readFileSync("contracts/generated.ts", "utf8");

  it("is what a fresh run over the build writes", () => {
    expect(generate()).to.equal(written, "run `npm run build && npm run generate`");
  });

  it("has the contracts that can be called, and no interface, abstract contract or library", () => {
    const names = [...written.matchAll(/^export const (\w+) =/gm)].map(([, name]) => name);
    expect(names).to.deep.equal([
      "attestationAdapterAbi",
      "auditBountiesAbi",
      "authorityAbi",
      "chargeDisputesAbi",
      "constitutionAbi",
      "councilAbi",
      "councilArbitratorAbi",
      "courtAbi",
      "creditAbi",
      "doorsAbi",
      "earningsAbi",
      "escrowVaultAbi",
      "feeScheduleAbi",
      "forcedClaimsAbi",
      "gatewayRegistryAbi",
      "membersAbi",
      "merkleDistributorAbi",
      "payToAbi",
      "serviceRecordsAbi",
      "serviceRegistryAbi",
      "stoaGovernorAbi",
      "stoaTokenAbi",
      "streamsAbi",
      "testUSDCAbi",
      "treasuryAbi",
      "vestingAbi",
    ]);
  });
});
