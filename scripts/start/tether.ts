/**
 * Loaded first (`node --import`) in every process that the supervisor starts: when the supervisor is gone, however it
 * ended, the IPC channel closes and the process ends too, by the same signal as in an orderly end.
 */

/** Milliseconds after which a process that does not end in order is killed. */
const PATIENCE = 20_000;

process.on("disconnect", () => {
  setTimeout(() => process.kill(process.pid, "SIGKILL"), PATIENCE).unref();
  process.kill(process.pid, "SIGINT");
});
process.channel?.unref();
