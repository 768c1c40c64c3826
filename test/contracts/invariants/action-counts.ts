/**
 * Prints how often each action of an invariant campaign succeeded and was refused, and fails the run when one never
 * succeeded: a campaign whose actions all revert would hold every invariant.
 */
import { overrideTask } from "hardhat/config";
import { errorResult } from "hardhat/utils/result";

/** What Hardhat's runner reports of one campaign, as far as it is read here. */
interface Campaign {
  readonly name: string;
  readonly kind: {
    readonly runs?: bigint;
    readonly calls?: bigint;
    readonly metrics?: Readonly<Record<string, { calls: bigint; reverts: bigint }>>;
  };
}

interface Report {
  readonly suiteResults: readonly { readonly testResults: readonly Campaign[] }[];
}

export const countActions = overrideTask(["test", "solidity"])
  .setInlineAction(async (args, _hre, runSuper) => {
    const result = await runSuper(args);
    const report: Report = result.success ? result.value : result.error;
    const idle = report.suiteResults.flatMap(({ testResults }) => testResults).flatMap(printActions);
    if (idle.length === 0) return result;
    console.log(
      `These actions never succeeded, so the invariants say nothing about them: ${idle.join(", ")}`,
    );
    return errorResult(report);
  })
  .build();

/** One line per action; returns the actions that never succeeded. */
function printActions({ name, kind }: Campaign): string[] {
  const actions = Object.entries(kind.metrics ?? {})
    .map(([path, { calls, reverts }]) => ({ action: path.split(".").at(-1) ?? path, calls, reverts }))
    .sort((a, b) => a.action.localeCompare(b.action));
  if (actions.length > 0) {
    console.log(`  ${name}: ${kind.runs} runs, ${kind.calls} actions, of which done / refused`);
  }
  for (const { action, calls, reverts } of actions) {
    console.log(
      `    ${action.padEnd(20)}${String(calls - reverts).padStart(7)} /${String(reverts).padStart(7)}`,
    );
  }
  return actions.filter(({ calls, reverts }) => calls === reverts).map(({ action }) => action);
}
