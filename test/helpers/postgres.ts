/** A PostgreSQL server of the test's own, where the machine has its programs. */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { freePort } from "./free-ports.ts";

export interface Postgres {
  readonly url: string;
  stop(): Promise<void>;
}

/** One statement on a connection of its own. */
export async function query<Row extends object>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The services that the stack's index holds, each with the transaction that wrote its row. */
export async function indexedServices(url: string): Promise<{ name: string; writer: string }[]> {
  const [schema] = await query<{ name: string }>(
    url,
    "select nspname as name from pg_namespace where nspname like 'stoa%'",
  );
  return query(
    url,
    `select name, xmin::text as writer from "${schema!.name}".service where name is not null order by name`,
  );
}

/** Folder of `initdb` and `postgres`; undefined when there is none. In CI that is an error, as without a browser. */
export function findPostgres(): string | undefined {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, "bin"))
    : [];
  const found = [...versions, ...(process.env["PATH"] ?? "").split(":")].find((folder) =>
    ["initdb", "postgres"].every((program) => existsSync(join(folder, program))),
  );
  if (!found && process.env["CI"] === "true")
    throw new Error("No PostgreSQL was found. Install one (Debian: apt-get install postgresql).");
  return found;
}

/** Starts a fresh server on a free port. It refuses to run as root: then it runs as the user `postgres`. */
export async function startPostgres(programs: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-postgres-"));
  const user = process.getuid?.() === 0 ? serverUser() : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, "data");
  const options = { ...user, cwd: folder, stdio: "ignore" } as const;
  execFileSync(join(programs, "initdb"), ["-D", data, "-A", "trust", "-U", "stoa", "--no-sync"], options);
  const port = await freePort();
  const settings = [
    `port=${port}`,
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${folder}`,
    "fsync=off",
  ];
  const server = spawn(
    join(programs, "postgres"),
    ["-D", data, ...settings.flatMap((setting) => ["-c", setting])],
    options,
  );
  const exited = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  const url = `postgres://stoa@127.0.0.1:${port}/postgres`;
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
  }
  return {
    url,
    async stop() {
      // Immediate: nobody needs what is in it.
      server.kill("SIGQUIT");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}

function serverUser(): { uid: number; gid: number } {
  const ask = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: ask("-u"), gid: ask("-g") };
}
