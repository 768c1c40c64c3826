/** What must be stopped, in the reverse order of how it was started. */
export interface Cleanup {
  add(name: string, stop: () => unknown): void;
  /** Stops everything once; one that fails does not keep the others from stopping. */
  run(report: (name: string, problem: unknown) => void): Promise<void>;
}

export function createCleanup(): Cleanup {
  const stops: { readonly name: string; readonly stop: () => unknown }[] = [];
  return {
    add: (name, stop) => void stops.push({ name, stop }),
    async run(report) {
      for (const { name, stop } of stops.splice(0).toReversed()) {
        try {
          await stop();
        } catch (problem) {
          report(name, problem);
        }
      }
    },
  };
}
