/** What the person at the terminal sees: one line per part as it becomes ready, with the seconds it took. */
export interface Report {
  /** Times `work` and prints a line for `part` when it is done; `work` may return a note for the line. */
  step<T>(part: string, work: () => Promise<T>, note?: (result: T) => string): Promise<T>;
  say(text: string): void;
}

export function createReport(print: (line: string) => void): Report {
  return {
    async step(part, work, note) {
      const started = performance.now();
      const result = await work();
      const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
      print(`  ✓ ${part.padEnd(10)} ${seconds} s  ${note?.(result) ?? ""}`.trimEnd());
      return result;
    },
    say: print,
  };
}
