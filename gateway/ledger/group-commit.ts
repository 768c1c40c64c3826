/**
 * Group commit without a timer: what arrives alone is committed at once, what arrives while a commit is under way
 * waits for it and goes into the next one together.
 * @param commit results in the order of its items; a rejection is every item's.
 * @param limit most items in one commit
 */
export function createGroupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  limit = 256,
): { add(item: Item): Promise<Result>; idle(): Promise<void> } {
  type Waiting = { item: Item; resolve: (result: Result) => void; reject: (problem: unknown) => void };
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;

  async function run(): Promise<void> {
    // What else is added in this turn of the event loop comes along.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, limit);
      waiting = waiting.slice(limit);
      try {
        const results = await commit(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index]!));
      } catch (problem) {
        for (const { reject } of batch) reject(problem);
      }
    }
    running = undefined;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        running ??= run();
      }),
    /** Resolves when nothing is waiting or under way. */
    idle: async () => running,
  };
}
