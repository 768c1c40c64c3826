/** Checkpoints of PGlite, which has no process that makes them: without one its log only grows, and a crash replays all of it. */
import type { PGlite } from "@electric-sql/pglite";

/** Bytes of log between checkpoints: replayed in seconds. */
const MOST_LOG = 64 * 1024 * 1024;
/** Statements between looks at the log: a group of calls writes some 100 kB of it. */
const LOOK_EVERY = 64;

/** @returns what to call after each statement that writes; makes a checkpoint when the log has become long */
export function createCheckpoints(database: PGlite): () => Promise<void> {
  let written = 0;

  return async () => {
    written += 1;
    if (written % LOOK_EVERY !== 0) return;
    const { rows } = await database.query<{ long: boolean }>(
      "select pg_current_wal_lsn() - redo_lsn > $1 as long from pg_control_checkpoint()",
      [MOST_LOG],
    );
    if (rows[0]?.long) await database.exec("checkpoint");
  };
}
