/** `npm start`: the whole of Stoa on this machine, from one command. Ctrl-C stops it. */
import { createReport } from "./start/report.ts";
import { readOptions, type StartOptions } from "./start/options.ts";
import { startStack } from "./start/stack.ts";
import { summary } from "./start/summary.ts";

const report = createReport((line) => console.log(line));

let options: StartOptions;
try {
  options = readOptions(process.argv.slice(2), process.env);
} catch (problem) {
  console.error((problem as Error).message);
  process.exit(2);
}

const abort = new AbortController();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => abort.abort());
process.on("disconnect", () => abort.abort());

report.say("Stoa is starting:");
try {
  const stack = await startStack(options, report, abort.signal);
  if (!abort.signal.aborted) report.say(summary(stack));
  const end = await Promise.race([
    stack.died,
    new Promise<void>((settle) => abort.signal.addEventListener("abort", () => settle(), { once: true })),
  ]);
  if (end) console.error(`\n${end}`);
  report.say("\nStopping: unclaimed charges are claimed first …");
  await stack.stop();
  process.exit(end ? 1 : 0);
} catch (problem) {
  if (abort.signal.aborted) process.exit(130);
  console.error(`\n${(problem as Error).message}`);
  process.exit(1);
}
