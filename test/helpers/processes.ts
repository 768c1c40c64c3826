/** The machine's processes, as /proc tells of them, or `ps` where there is no /proc. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export interface Process {
  readonly pid: number;
  readonly parent: number;
  /** When it started: a pid may be used again. */
  readonly started: string;
  readonly command: string;
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

/** Those that run; one that has ended and waits for its parent to ask is not among them. */
function list(): Process[] {
  if (!existsSync("/proc/self/stat")) return listOfPs();
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(readProc);
}

function readProc(pid: string): Process[] {
  try {
    // The program's name, in parentheses, may hold anything; the fields are counted from behind it.
    const [state, parent, ...rest] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    if (state === "Z") return [];
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return [{ pid: Number(pid), parent: Number(parent), started: rest[17]!, command }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function listOfPs(): Process[] {
  const columns = ["-o", "pid=", "-o", "ppid=", "-o", "stat=", "-o", "lstart=", "-o", "args="];
  const lines = execFileSync("ps", ["-A", "-ww", ...columns], { encoding: "utf8" }).split("\n");
  return lines.flatMap((line) => {
    const [, pid, parent, state, started, command] =
      /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(line) ?? [];
    if (!pid || state!.startsWith("Z")) return [];
    return [{ pid: Number(pid), parent: Number(parent), started: started!, command: command! }];
  });
}
