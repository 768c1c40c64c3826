/** `npm run scenario -- refund`: plays a scenario on a chain of its own, with every balance before and after. */
import { bondRun } from "./scenarios/bond-run.ts";
import { chargeDispute } from "./scenarios/charge-dispute.ts";
import { exact } from "./scenarios/exact.ts";
import { forcedClaim } from "./scenarios/forced-claim.ts";
import { refund } from "./scenarios/refund.ts";
import { run, type Scenario } from "./scenarios/scenario.ts";
import { stakeDispute } from "./scenarios/stake-dispute.ts";
import { yearOfGovernance } from "./scenarios/year-of-governance.ts";

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  refund,
  exact,
  "forced-claim": forcedClaim,
  "bond-run": bondRun,
  "charge-dispute": chargeDispute,
  "stake-dispute": stakeDispute,
  "year-of-governance": yearOfGovernance,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in SCENARIOS));
if (wanted.length === 0 || unknown.length > 0) {
  console.error(`Name one or more scenarios: ${Object.keys(SCENARIOS).join(", ")}`);
  process.exit(2);
}
for (const name of wanted) {
  await run(SCENARIOS[name]!, console.log);
  console.log();
}
process.exit(0);
