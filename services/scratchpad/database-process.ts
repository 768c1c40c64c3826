/**
 * The process that holds the database. PGlite cannot interrupt a running statement, so the service ends this process
 * when one takes too long and starts another on the same folder: PostgreSQL's own recovery keeps what was committed.
 */
import { PGlite } from "@electric-sql/pglite";
import type { FromDatabase, Job } from "./messages.ts";
import { runJob } from "./run-job.ts";
import { LOCK_DOWN } from "./sandbox.sql.ts";

const [folder] = process.argv.slice(2);
if (!folder || !process.send) throw new Error("This is started by services/scratchpad/database.ts.");

/** Least memory: one session, small tables. */
const SETTINGS = ["shared_buffers=4MB", "wal_buffers=256kB", "temp_file_limit=65536", "max_wal_size=32MB"];

const db = await PGlite.create({
  dataDir: folder,
  startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ["-c", setting])],
});
await db.exec(LOCK_DOWN);

const send = (message: FromDatabase) => process.send?.(message);
process.on("message", (job: Job) => {
  runJob(db, job).then(
    (answer) => send({ answer }),
    (error: unknown) => {
      console.error("stoa/scratchpad:", error);
      process.exit(1);
    },
  );
});
process.on("disconnect", () => process.exit(0));
send({ ready: true });
