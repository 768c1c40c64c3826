/** One process per folder: PGlite lets two open it in silence, and then loses what one of them writes. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export class StoreLockedError extends Error {
  override readonly name = "StoreLockedError";
  readonly pid: number;

  constructor(folder: string, pid: number) {
    super(
      `The store in ${folder} is open in process ${pid}: stop that gateway, or give this one a STORE_DIR of its own.`,
    );
    this.pid = pid;
  }
}

interface Holder {
  readonly pid: number;
  /** When the process started, so that a pid used anew is not taken for it; empty where that cannot be read. */
  readonly started: string;
}

const heldHere = new Set<string>();

/**
 * Takes the folder's lock and returns what gives it back. A lock whose process is gone is taken over.
 * @throws StoreLockedError while another process, or this one, has it.
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "lock");
  if (heldHere.has(path)) throw new StoreLockedError(folder, process.pid);
  const own: Holder = { pid: process.pid, started: startOf(process.pid) };
  while (!tryWrite(path, own)) takeOver(folder, path);
  heldHere.add(path);
  return () => {
    if (heldHere.delete(path)) rmSync(path, { force: true });
  };
}

function tryWrite(path: string, holder: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(holder), { flag: "wx" });
    return true;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw problem;
  }
}

/** Moves a dead holder's lock away. Of two processes that do so at once the later one finds nothing to move. */
function takeOver(folder: string, path: string): void {
  const holder = read(path);
  if (!holder) return;
  if (isAlive(holder)) throw new StoreLockedError(folder, holder.pid);
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return;
    throw problem;
  }
  const moved = read(aside);
  // Somebody was faster, and this is already the new holder's lock.
  if (moved && isAlive(moved)) {
    renameSync(aside, path);
    throw new StoreLockedError(folder, moved.pid);
  }
  rmSync(aside, { force: true });
}

function read(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    // Half written: its writer died, or is about to finish.
    if (problem instanceof SyntaxError) return { pid: 0, started: "" };
    throw problem;
  }
}

function isAlive({ pid, started }: Holder): boolean {
  // An earlier process may have had this pid too (a container's first process always has the same).
  if (pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code === "EPERM";
  }
  return startOf(pid) === started;
}

/** Field 22 of /proc/<pid>/stat: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return "";
  }
}
