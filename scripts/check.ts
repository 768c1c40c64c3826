/** Lint, format and types, as CI wants them: `npm run check`. */
import { spawnSync } from "node:child_process";

const checks: readonly (readonly [what: string, command: string])[] = [
  ["format", "prettier --check --log-level warn ."],
  ["lint", "oxlint --quiet"],
  ["lint of the contracts", "solhint --quiet 'contracts/**/*.sol'"],
  ["types", "tsc --noEmit"],
];

let failed = 0;
for (const [what, command] of checks) {
  const started = performance.now();
  const { status } = spawnSync(command, { shell: true, stdio: ["ignore", "inherit", "inherit"] });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✓" : "✗"} ${what} (${seconds} s)`);
  if (status !== 0) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
