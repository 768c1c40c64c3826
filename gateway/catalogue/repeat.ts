export interface Repeating {
  /** Resolves when the run that is under way has ended. */
  stop(): Promise<void>;
}

/** Runs `work` again and again, `interval` milliseconds after it ended. What it throws is logged. */
export function repeat(
  work: () => Promise<void>,
  interval: number,
  log: { warn(message: string): void },
): Repeating {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer = setTimeout(run, interval);

  function run(): void {
    running = work()
      .catch((error: unknown) => log.warn(String(error)))
      .then(() => {
        if (!stopped) timer = setTimeout(run, interval);
      });
  }

  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      return running;
    },
  };
}
