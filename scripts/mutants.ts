/**
 * `npm run mutants`: does the invariant campaign notice a fault? Puts each fault of test/mutants/, one after the other,
 * into a copy of the contracts and runs the campaign there. Fails when one is missed.
 * `npm run mutants -- thaw epoch` runs the faults whose words match.
 */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { copyProject } from "./copy-project.ts";

const mutantSchema = z.object({
  fault: z.string(),
  file: z.string(),
  /** One place in the file, word for word. */
  from: z.string(),
  to: z.string(),
  /** The one of its campaign's prose (INVARIANTS*.md) that it breaks. */
  invariant: z.number().int(),
  campaign: z.string().default("invariant_marketBalances"),
});
type Mutant = z.output<typeof mutantSchema>;

const hardhat = join(
  dirname(createRequire(import.meta.url).resolve("hardhat/package.json")),
  "dist/src/cli.js",
);

/** Of a campaign, for each fault: more than in `npm test`, since a fault that is missed may only have been unlucky. */
const RUNS = "32";

const words = process.argv.slice(2);
const mutants = z
  .array(mutantSchema)
  .parse(
    globSync("test/mutants/*.json").flatMap((path) => JSON.parse(readFileSync(path, "utf8")) as unknown[]),
  )
  .filter(({ fault }) => words.length === 0 || words.some((word) => fault.includes(word)));

// Contracts and campaign alone.
const contracts = ["dao", "interfaces", "local", "market", "trust"].map((folder) => `contracts/${folder}`);
// With what is compiled: each fault then compiles only what it touches.
const compiled = ["artifacts", "cache"].filter((folder) => existsSync(folder));
const copy = copyProject([...contracts, ...compiled, "test/contracts/invariants"]);
try {
  for (const campaign of new Set(mutants.map((mutant) => mutant.campaign))) {
    if (!holds(copy, campaign)) throw new Error(`${campaign} fails without a fault: mend that first.`);
  }
  const missed = mutants.filter((mutant) => !isCaught(copy, mutant));
  console.log(`${mutants.length - missed.length} of ${mutants.length} faults caught`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function isCaught(root: string, { fault, file, from, to, invariant, campaign }: Mutant): boolean {
  const path = join(root, file);
  const source = readFileSync(path, "utf8");
  const places = source.split(from).length - 1;
  if (places !== 1) throw new Error(`"${fault}": "${from}" is in ${file} ${places} times, not once.`);
  writeFileSync(
    path,
    source.replace(from, () => to),
  );
  const caught = !holds(root, campaign);
  writeFileSync(path, source);
  console.log(`${caught ? "caught" : "MISSED"}  ${String(invariant).padStart(2)}  ${fault}`);
  return caught;
}

/** Runs the campaign. A copy that does not compile, or does not run it, is an error and not a fault that was caught. */
function holds(root: string, campaign: string): boolean {
  const { stdout, stderr } = spawnSync(process.execPath, [hardhat, "test", "solidity", "--grep", campaign], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, FUZZ_RUNS: process.env["FUZZ_RUNS"] ?? RUNS },
  });
  if (stdout.includes("1 passing") && !stdout.includes("failing")) return true;
  if (stdout.includes("1 failing") && stdout.includes(campaign)) return false;
  throw new Error(`The campaign did not run:\n${stdout}\n${stderr}`);
}
