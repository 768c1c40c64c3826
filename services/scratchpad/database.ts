/**
 * The databases as the service sees them: each caller has one of its own, so that nobody waits for another's query. A
 * few have a process at a time, and one without a caller is kept ready for the next.
 */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHome, endProcess, startProcess, type Home, type HomeOptions } from "./home.ts";
import type { Answer, Job } from "./messages.ts";

export interface Database {
  /** Makes a database ready for the first caller. */
  warm(): Promise<void>;
  /** Jobs of one schema run one at a time. Rejects with JobTimeoutError, or an Error when the database broke down. */
  run(job: Job): Promise<Answer>;
  /** Deletes all that was stored for a schema. */
  forget(schema: string): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions extends Omit<HomeOptions, "room"> {
  /** Most processes at once, some 100 MB each. */
  readonly processes: number;
}

const DEFAULTS: DatabaseOptions = { timeout: 5_000, startTimeout: 60_000, processes: 4 };

export function createDatabase(options: Partial<DatabaseOptions> = {}): Database {
  const { processes, ...limits } = { ...DEFAULTS, ...options };
  let base: Promise<string> | undefined;
  /** By schema. */
  const homes = new Map<string, Promise<Home>>();
  /** All that have a folder, with or without a caller, in the order of their last job. */
  const all = new Set<Home>();
  let spare: Promise<Home> | undefined;
  let made = 0;

  /** A folder with an empty database in it: making one takes seconds and three times the memory that using one does. */
  async function makeBase(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "stoa-scratchpad-"));
    await endProcess(await startProcess(join(folder, "empty"), limits.startTimeout));
    return folder;
  }

  function baseFolder(): Promise<string> {
    base ??= makeBase().catch((error: unknown) => {
      base = undefined;
      throw error;
    });
    return base;
  }

  async function makeHome(): Promise<Home> {
    const parent = await baseFolder();
    const folder = join(parent, `home-${++made}`);
    await cp(join(parent, "empty"), folder, { recursive: true });
    const home = createHome(folder, { ...limits, room });
    all.add(home);
    return home;
  }

  async function makeSpare(): Promise<Home> {
    const home = await makeHome();
    await home.start();
    return home;
  }

  function keepSpare(): Promise<Home> {
    spare ??= makeSpare();
    const kept = spare;
    kept.catch(() => {
      if (spare === kept) spare = undefined;
    });
    return kept;
  }

  /** Ends the process of the caller who was away longest until one more may run. */
  async function room(grant: () => void): Promise<void> {
    for (;;) {
      const live = [...all].filter((home) => home.live);
      if (live.length < processes) return grant();
      const idle = live.find((home) => home.jobs === 0);
      if (idle) await idle.stop();
      else await Promise.race(live.map((home) => home.settled()));
    }
  }

  function homeOf(schema: string): Promise<Home> {
    const known = homes.get(schema);
    if (known) return known;
    const home = takeSpare();
    homes.set(schema, home);
    home.catch(() => {
      if (homes.get(schema) === home) homes.delete(schema);
    });
    return home;
  }

  function takeSpare(): Promise<Home> {
    const taken = spare ?? makeHome();
    spare = undefined;
    return taken;
  }

  return {
    warm: async () => void (await keepSpare()),
    async run(job) {
      const home = await homeOf(job.schema);
      all.delete(home);
      all.add(home);
      const answer = home.run(job);
      // In place of the one that was taken; no caller's process ends for it.
      const live = [...all].filter((one) => one.live).length;
      if (!spare && live < processes) void keepSpare().catch(() => undefined);
      return answer;
    },
    async forget(schema) {
      const home = await homes.get(schema);
      homes.delete(schema);
      if (!home) return;
      await home.remove();
      all.delete(home);
    },
    async close() {
      await spare?.catch(() => undefined);
      await Promise.allSettled(homes.values());
      await Promise.all([...all].map((home) => home.stop()));
      const folder = await base?.catch(() => undefined);
      if (folder) await rm(folder, { recursive: true, force: true });
      [base, spare] = [undefined, undefined];
      homes.clear();
      all.clear();
    },
  };
}
