/** How far a proof is, from what the prover logs. */
import type { Logger } from "snarkjs";

/** Lines that the prover begins a step with, and what is done of its time by then, as measured. */
const STEPS: readonly (readonly [line: string, done: number])[] = [
  ["Reading Wtns", 0.3],
  ["Building ABC", 0.4],
  ["IFFT_A", 0.45],
  ["IFFT_B", 0.5],
  ["IFFT_C", 0.55],
  ["Reading A Points", 0.6],
  ["Reading B1 Points", 0.68],
  ["Reading B2 Points", 0.74],
  ["Reading C Points", 0.86],
  ["Reading H Points", 0.92],
];

const silent = () => undefined;

/** A logger that says what is done, 0 to 1, at each step, and nothing else. */
export function progressLogger(onProgress: (done: number) => void): Logger {
  let next = 0;
  return {
    debug(line) {
      const step = STEPS.findIndex(([start], index) => index >= next && line.startsWith(start));
      if (step < 0) return;
      next = step + 1;
      onProgress(STEPS[step]![1]);
    },
    info: silent,
    warn: silent,
    error: silent,
  };
}
