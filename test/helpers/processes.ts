/** The machine's processes, as `ps` tells of them. */
import { execFileSync } from "node:child_process";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** When it started: a pid may be used again. */
  readonly started: string;
  readonly command: string;
}

/** Those that run; one that has ended and waits for its parent to ask is not among them. */
function list(): Process[] {
  const columns = ["-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "lstart=", "-o", "args="];
  const lines = execFileSync("ps", ["-A", "-ww", ...columns], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, started, command] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line) ?? [];
    if (!pid || state!.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), started: started!, command: command! }];
  });
}

/** The process and all below it. */
export function descendantsOf(root: number): Process[] {
  const all = list();
  const found = all.filter(({ pid }) => pid === root);
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

export function isRunning({ pid, started }: Process): boolean {
  return list().some((process) => process.pid === pid && process.started === started);
}
