/**
 * Loaded first (`node --import`) in every process that the supervisor starts: when the supervisor is gone, however it
 * ended, the IPC channel closes and the process ends too.
 */
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
