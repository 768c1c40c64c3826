import { expect } from "chai";
import { bondRun } from "../../scripts/scenarios/bond-run.ts";
import { exact } from "../../scripts/scenarios/exact.ts";
import { refund } from "../../scripts/scenarios/refund.ts";
import { run, type Scenario } from "../../scripts/scenarios/scenario.ts";
import { stakeDispute } from "../../scripts/scenarios/stake-dispute.ts";
import { yearOfGovernance } from "../../scripts/scenarios/year-of-governance.ts";

/** Plays it and gives the last column of its table: what changed, by name. */
async function changesOf(scenario: Scenario): Promise<Record<string, string>> {
  const lines: string[] = [];
  await run(scenario, (line) => lines.push(line));
  expect(lines.at(-1)).to.contain("The columns have the same sum.");
  const rows = lines.flatMap((line) => /^ {2}(\S.*?) {2,}.* ([+-][\d.]+)$/.exec(line) ?? []);
  const changes: Record<string, string> = {};
  for (let at = 0; at < rows.length; at += 3) changes[rows[at + 1]!] = rows[at + 2]!;
  return changes;
}

describe("a scenario shows every balance before and after", () => {
  it("of a refund: the publisher's part goes back, the fee stays", async () => {
    expect(await changesOf(refund)).to.deep.equal({
      "Alice's account": "-1",
      "Paula's earnings": "+0.8",
      "gateway's share": "+0.06",
      treasury: "+0.12",
      "review rewards": "+0.02",
    });
  });

  it("of x402 exact from the balance: an authorisation pays once", async () => {
    expect(await changesOf(exact)).to.deep.equal({
      "Alice's account": "-2",
      "Paula's earnings": "+1.9",
      "gateway's share": "+0.03",
      treasury: "+0.06",
      "review rewards": "+0.01",
    });
  });

  it("of a bond run: two publishers share a bond that is too small for both", async () => {
    expect(await changesOf(bondRun)).to.deep.equal({
      "Alice's wallet": "+12000",
      "Alice's account": "-12000",
      "Paula's wallet": "+3333.333333",
      "Pedro's wallet": "+1666.666666",
      "gateway's bond": "-4999.999999",
    });
  });

  it("of a dispute about a stake: the harmed first, then the challenger and the Treasury; an appeal changes nothing", async () => {
    expect(await changesOf(stakeDispute)).to.deep.equal({
      "Alice's wallet": "+2",
      "Bob's wallet": "+29",
      "Paula's wallet": "-30",
      stakes: "-30",
      treasury: "+29",
    });
  });

  it("of a year of governance: two charges, a payment, a grant, a stream, a spend by vote, and a case that is appealed", async () => {
    const [payment, grant, stream, spend] = [5_000, 12_000, 7_776, 1_000];
    const paid = payment + grant + stream + spend;
    expect(await changesOf(yearOfGovernance)).to.deep.equal({
      "Alice's account": "-20",
      "Rosa's wallet": `+${paid - 10}`,
      "Paula's wallet": "+5",
      "Paula's earnings": "+18.7",
      "gateway's share": "+0.39",
      treasury: `-${paid - 0.78 - 5}`,
      "review rewards": "+0.13",
    });
  });
});
