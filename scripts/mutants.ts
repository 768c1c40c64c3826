/**
 * `npm run mutants`: does the invariant campaign notice a fault? Puts each fault of test/mutants/, one after the other,
 * into a copy of the contracts and runs the campaign there. Fails when one is missed.
 * `npm run mutants -- thaw streams` runs the faults whose words, or whose campaign's name, match.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createCampaignProject, type CampaignProject } from "./mutants/campaign-project.ts";
import { contractsOf } from "./mutants/contracts-of.ts";
import { readMutants, withFault, type Mutant } from "./mutants/read-mutants.ts";

/** Of a campaign, for each fault: more than in `npm test`, since a fault that is missed may only have been unlucky. */
const RUNS = "32";

const words = process.argv.slice(2);
const mutants = readMutants().filter(
  ({ fault, campaign }) =>
    words.length === 0 || words.some((word) => fault.includes(word) || campaign.includes(word)),
);

const project = createCampaignProject(process.env["FUZZ_RUNS"] ?? RUNS);
try {
  project.build();
  for (const campaign of new Set(mutants.map((mutant) => mutant.campaign))) {
    if (!project.holds(campaign)) throw new Error(`${campaign} fails without a fault: mend that first.`);
  }
  const missed = mutants.filter((mutant) => !isCaught(project, mutant));
  console.log(`${mutants.length - missed.length} of ${mutants.length} faults caught`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  project.remove();
}

function isCaught(copy: CampaignProject, mutant: Mutant): boolean {
  const { fault, file, invariant, campaign } = mutant;
  const path = join(copy.root, file);
  const source = readFileSync(path, "utf8");
  const faulty = withFault(source, mutant);
  const files = contractsOf(file, campaign);
  if (files.length === 0) throw new Error(`"${fault}": no campaign deploys anything of ${file}.`);
  writeFileSync(path, faulty);
  const started = performance.now();
  const caught = !copy.withBuilt(files, () => copy.holds(campaign));
  writeFileSync(path, source);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(`${caught ? "caught" : "MISSED"}  ${String(invariant).padStart(2)}  ${fault} (${seconds} s)`);
  return caught;
}
