/** Ends the process in order: on SIGINT and SIGTERM, and when a supervisor that holds its IPC channel is gone. */
export function stopOnSignal(running: readonly { close(): Promise<void> }[]): void {
  let stopping = false;
  async function stop(): Promise<void> {
    if (stopping) return;
    stopping = true;
    await Promise.all(running.map((service) => service.close()));
    process.exit(0);
  }
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
  process.on("disconnect", () => void stop());
}
