/** What runs of the stack: ended in reverse order, and all of it once one part has died. */

interface Endable {
  stop(): Promise<void>;
  /** Resolves with what happened when it ends by itself. */
  readonly died?: Promise<string>;
}

export interface Running {
  /** Aborts when the person at the terminal stops the stack, when a part fails to start, and when one dies. */
  readonly signal: AbortSignal;
  /** Resolves with what happened when a part ends by itself. */
  readonly died: Promise<string>;
  /** Waits for a part, to be stopped with the others from then on. A rejection aborts what else is starting. */
  add<T extends Endable>(starting: Promise<T>): Promise<T>;
  /** Later parts need earlier ones, so they stop in reverse. */
  stop(): Promise<void>;
}

export function createRunning(outside: AbortSignal): Running {
  const parts: Endable[] = [];
  const fall = new AbortController();
  const fallen = Promise.withResolvers<string>();

  async function stopAll(): Promise<void> {
    while (parts.length > 0) await parts.pop()?.stop();
  }

  let stopping: Promise<void> = Promise.resolve();
  return {
    signal: AbortSignal.any([outside, fall.signal]),
    died: fallen.promise,
    async add(starting) {
      try {
        const part = await starting;
        parts.push(part);
        void part.died?.then((what) => {
          fallen.resolve(what);
          fall.abort(new Error(what));
        });
        return part;
      } catch (problem) {
        fall.abort(problem);
        throw problem;
      }
    },
    stop: () => (stopping = stopping.then(stopAll)),
  };
}
