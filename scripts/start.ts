/** `npm start`: the whole of Stoa on this machine, from one command. Ctrl-C stops it. */
import { createReport } from "./start/report.ts";
import { readOptions, USAGE, UsageError, type StartOptions } from "./start/options.ts";
import { startStack } from "./start/stack.ts";
import { summary } from "./start/summary.ts";

function options(): StartOptions {
  try {
    const given = readOptions(process.argv.slice(2), process.env);
    if (given !== "help") return given;
    console.log(USAGE);
    process.exit(0);
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    console.error(problem.message);
    process.exit(2);
  }
}

const given = options();
const report = createReport((line) => console.log(line));
const abort = new AbortController();
function stop(): void {
  // A terminal's Ctrl-C comes twice: from the terminal, and from the process above this one.
  if (abort.signal.aborted) return;
  report.say("\nStopping …");
  abort.abort(new Error("stopped"));
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
process.on("disconnect", stop);

report.say("Stoa is starting:");
try {
  const stack = await startStack(given, report, abort.signal);
  report.say(summary(stack));
  const stopped = new Promise<void>((settle) => abort.signal.addEventListener("abort", () => settle()));
  const death = abort.signal.aborted ? undefined : await Promise.race([stack.died, stopped]);
  if (death) report.say(`\n${death}\n\nStopping the other parts …`);
  await stack.stop();
  report.say("Stopped.");
  process.exit(death ? 1 : 0);
} catch (problem) {
  if (abort.signal.aborted) {
    report.say("Stopped.");
    process.exit(0);
  }
  console.error(`\n${(problem as Error).message}\n\nStoa did not start; what had started is stopped.`);
  process.exit(1);
}
