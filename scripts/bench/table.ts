/** The bench's figures: medians over its rounds, for the terminal and for the README. */
import { cpus } from "node:os";
import type { Measured } from "./protocol.ts";

export const PATHS = ["direct", "bare", "free", "paid"] as const;
export type Path = (typeof PATHS)[number];

export interface Run extends Measured {
  /** CPU time of the server per request, all its threads, microseconds. */
  readonly cpuPerRequest: number;
}

export interface Figures extends Pick<Run, "rate" | "p50" | "p99" | "cpuPerRequest"> {
  /** Of the bare proxy's rate. */
  readonly ratio: number;
  /** Over all rounds. */
  readonly errors: number;
}

const WHAT: Record<Path, string> = {
  direct: "no proxy",
  bare: "bare proxy (`node:http` and undici)",
  free: "gateway, free call",
  paid: "gateway, paid by voucher",
};

export function summarise(runs: Record<Path, readonly Run[]>): Record<Path, Figures> {
  const bare = median(runs.bare.map(({ rate }) => rate));
  const entries = PATHS.map((path) => {
    const of = (figure: "rate" | "p50" | "p99" | "cpuPerRequest") =>
      median(runs[path].map((run) => run[figure]));
    const rate = of("rate");
    const errors = runs[path].reduce((sum, run) => sum + run.errors, 0);
    const figures: Figures = {
      rate,
      ratio: rate / bare,
      p50: of("p50"),
      p99: of("p99"),
      cpuPerRequest: of("cpuPerRequest"),
      errors,
    };
    return [path, figures] as const;
  });
  return Object.fromEntries(entries) as Record<Path, Figures>;
}

export function plainTable(figures: Record<Path, Figures>): string {
  const lines = PATHS.map((path) => [path.padEnd(7), ...cells(figures[path], [7, 8, 8, 8, 12])].join(" "));
  return ["path      req/s   ÷ bare   p50 ms   p99 ms   CPU µs/req   errors", ...lines].join("\n");
}

export function markdownTable(figures: Record<Path, Figures>): string {
  const [processor] = cpus();
  const rows = PATHS.map(
    (path) => `| ${[WHAT[path], ...cells(figures[path], [])].slice(0, 6).join(" | ")} |`,
  );
  return [
    "| path | req/s | ÷ bare | p50 ms | p99 ms | CPU µs/req |",
    "|---|---|---|---|---|---|",
    ...rows,
    "",
    `${processor?.model.trim() ?? "an unknown processor"}, ${cpus().length} cores, Node ${process.versions.node}.`,
  ].join("\n");
}

function cells(figures: Figures, widths: readonly number[]): string[] {
  const { rate, ratio, p50, p99, cpuPerRequest, errors } = figures;
  const texts = [rate.toFixed(0), ratio.toFixed(2), p50.toFixed(2), p99.toFixed(2), cpuPerRequest.toFixed(0)];
  return [...texts, String(errors)].map((text, index) =>
    text.padStart(widths[index] ?? (widths.length ? 8 : 0)),
  );
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}
