/**
 * `npm run bench`: what a free and a voucher-paid call cost, against a bare proxy of node:http and undici in the same
 * run. Ratios hold from machine to machine, absolute figures do not. `-- --rounds 3 --seconds 4 --database postgres://… --readme`
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { signatureBackend } from "../gateway/payment/signature.ts";
import { CONNECTIONS, type Measured, type Ready, type Usage } from "./bench/protocol.ts";
import { markdownTable, PATHS, plainTable, summarise, type Path, type Run } from "./bench/table.ts";
import { writeTable } from "./readme-table.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "4" },
    /** An empty PostgreSQL instead of PGlite. */
    database: { type: "string" },
    /** Puts the figures into the README. */
    readme: { type: "boolean" },
  },
});
/** Least part of the bare proxy's rate. */
const GOALS = { free: 0.8, paid: 0.35 };
/** A bare proxy slower than this, against no proxy at all, was disturbed: nothing follows from such a run. */
const SOUND = 0.7;

const pins = availableParallelism() >= 2 && spawnSync("taskset", ["-V"]).status === 0;
const children = new Set<ChildProcess>();

interface Part {
  readonly lines: AsyncIterator<string>;
  readonly child: ChildProcess;
  readonly exited: Promise<unknown>;
}

/** Starts a script of the bench; on `core` alone when the machine can do that. */
function start(
  script: string,
  args: readonly string[],
  core: string,
  nodeFlags: readonly string[] = [],
): Part {
  const path = fileURLToPath(new URL(`./bench/${script}`, import.meta.url));
  const command = [process.execPath, ...nodeFlags, path, ...args];
  const [program, ...rest] = pins ? ["taskset", "-c", core, ...command] : command;
  const child = spawn(program!, rest, { stdio: ["pipe", "pipe", "inherit"] });
  children.add(child);
  return {
    child,
    exited: once(child, "exit"),
    lines: createInterface(child.stdout!)[Symbol.asyncIterator](),
  };
}

async function line<Value>({ lines }: Part): Promise<Value> {
  const { value, done } = await lines.next();
  if (done) throw new Error("a part of the bench has ended");
  return JSON.parse(value.startsWith("{") ? value : `"${value}"`) as Value;
}

async function cpu(part: Part): Promise<number> {
  part.child.stdin!.write("\n");
  return (await line<Usage>(part)).cpu;
}

let round = 0;
async function measure(server: Part, port: number, path: string, kind: "free" | "paid"): Promise<Run> {
  const load = start("load.ts", [String(port), path, kind, values.seconds, String(++round)], LOAD_CORE);
  await line(load);
  load.child.stdin!.write("go\n");
  await line(load);
  const before = await cpu(server);
  const measured = await line<Measured>(load);
  const used = (await cpu(server)) - before;
  await load.exited;
  return { ...measured, cpuPerRequest: used / measured.requests };
}

const LOAD_CORE = "0";
const SERVER_CORE = "1";
const folder = mkdtempSync(join(tmpdir(), "stoa-bench-"));
process.once("exit", () => {
  for (const child of children) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const upstream = start("upstream.ts", [], LOAD_CORE);
const { port: upstreamPort } = await line<Ready>(upstream);
const origin = `http://127.0.0.1:${upstreamPort}`;
const bare = start("bare-proxy.ts", [origin], SERVER_CORE);
const { port: barePort } = await line<Ready>(bare);
// The store has a thread of its own, which may use what the others leave of their core.
const gateway = start(
  "gateway.ts",
  [`${origin}/mcp`, folder, ...(values.database ? [values.database] : [])],
  `${LOAD_CORE},${SERVER_CORE}`,
  // As README says to start a gateway under load.
  ["--single-threaded-gc"],
);
const { port: gatewayPort } = await line<Ready>(gateway);

const paths = {
  direct: () => measure(upstream, upstreamPort, "/mcp", "free"),
  bare: () => measure(bare, barePort, "/mcp", "free"),
  free: () => measure(gateway, gatewayPort, "/mcp/bench/free", "free"),
  paid: () => measure(gateway, gatewayPort, "/mcp/bench/paid", "paid"),
};
const runs: Record<Path, Run[]> = { direct: [], bare: [], free: [], paid: [] };
console.log(
  `${CONNECTIONS} connections, ${values.rounds} rounds of ${values.seconds} s each in turn, store ${values.database ? "PostgreSQL (on any core, its CPU is not counted)" : "PGlite"}, signatures ${signatureBackend}; ` +
    (pins
      ? "load and upstream on core 0, bare proxy on core 1, gateway on both"
      : "no pinning on this machine"),
);
// The first round warms the compilers up and does not count.
for (let count = 0; count <= Number(values.rounds); count++)
  for (const path of PATHS) {
    const run = await paths[path]();
    if (count > 0) runs[path].push(run);
  }

const figures = summarise(runs);
console.log(plainTable(figures));

const soundness = figures.bare.rate / figures.direct.rate;
if (soundness < SOUND) {
  console.log(
    `void: the bare proxy reached ${soundness.toFixed(2)} of direct, under ${SOUND}: the machine is busy.`,
  );
  process.exit(2);
}
let reached = true;
for (const path of ["free", "paid"] as const) {
  const ratio = figures[path].ratio;
  reached &&= ratio >= GOALS[path];
  console.log(
    `${path}: ${ratio.toFixed(2)} of the bare proxy, goal ${GOALS[path]}: ${ratio >= GOALS[path] ? "reached" : "missed"}`,
  );
}
if (values.readme) writeTable(new URL("../README.md", import.meta.url), "bench", markdownTable(figures));
process.exit(reached ? 0 : 1);
