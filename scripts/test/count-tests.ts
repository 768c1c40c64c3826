/** How many tests a suite's output tells of, as Mocha and Hardhat end it. */

export type Outcome = "passing" | "failing" | "pending" | "skipped";

/**
 * Adds up lines such as `  12 passing (3s)` of any of these outcomes. Hardhat ends with the sum of its runners,
 * `12 passing (9 solidity, 3 mocha)`, which stands for all that they have told before.
 */
export function countTests(output: string, ...outcomes: readonly Outcome[]): number {
  // oxlint-disable-next-line no-control-regex -- colours surround the figures
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const line = new RegExp(`^\\s*(\\d+) (?:${outcomes.join("|")})\\b(?: \\((\\d+ [a-z].*)\\))?`, "gm");
  let count = 0;
  for (const [, figure, runners] of plain.matchAll(line))
    count = runners === undefined ? count + Number(figure) : Number(figure);
  return count;
}
