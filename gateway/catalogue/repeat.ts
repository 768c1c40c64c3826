export interface Repeating {
  /** Resolves when the run that is under way has ended. */
  stop(): Promise<void>;
}

/** Runs `work` after `first` milliseconds, then again and again, `interval` after it ended. What it throws is logged. */
export function repeat(
  work: () => Promise<void>,
  interval: number,
  log: { warn(message: string): void },
  first = interval,
): Repeating {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  let timer = setTimeout(run, first);

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
