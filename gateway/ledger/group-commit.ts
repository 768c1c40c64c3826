/** When a commit that has room left is worth waiting for more. */
export interface Linger {
  /** Milliseconds. */
  readonly longest: number;
  /** Whether nothing that is worth waiting for can come, with so many waiting already. */
  complete(waiting: number): boolean;
}

/**
 * Group commit: what arrives while a commit is under way waits for it and goes into the next one together. A commit
 * costs far more than an item in it, so the next one waits for company for as long as `linger` says.
 * @param commit results in the order of its items; a rejection is every item's.
 * @param limit most items in one commit
 */
export function createGroupCommit<Item, Result>(
  commit: (items: readonly Item[]) => Promise<readonly Result[]>,
  { limit = 256, linger }: { readonly limit?: number; readonly linger?: Linger } = {},
): { add(item: Item): Promise<Result>; idle(): Promise<void> } {
  type Waiting = {
    item: Item;
    since: number;
    resolve: (result: Result) => void;
    reject: (problem: unknown) => void;
  };
  let waiting: Waiting[] = [];
  let running: Promise<void> | undefined;
  /** Ends the wait for company. */
  let depart: (() => void) | undefined;

  const isComplete = () => !linger || waiting.length >= limit || linger.complete(waiting.length);

  async function company(): Promise<void> {
    // What else is added in this turn of the event loop comes along.
    await Promise.resolve();
    if (!linger || isComplete()) return;
    // What came during the last commit has waited already.
    const left = waiting[0]!.since + linger.longest - performance.now();
    if (left <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, left);
      depart = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    depart = undefined;
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      await company();
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
        waiting.push({ item, since: performance.now(), resolve, reject });
        running ??= run();
        if (depart && isComplete()) depart();
      }),
    /** Resolves when nothing is waiting or under way. */
    idle: async () => running,
  };
}
