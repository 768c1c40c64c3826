/** The pieces of `npm start` that need no stack. */
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { buildDatabases } from "../../scripts/start/build.ts";
import { openFolder } from "../../scripts/start/data-folder.ts";
import { DATABASE_NAMES, placeEmptyDatabase } from "../../scripts/start/empty-databases.ts";
import { lastLines } from "../../scripts/start/last-lines.ts";
import { readOptions, UsageError, type StartOptions } from "../../scripts/start/options.ts";
import { requireFree, wantedPorts } from "../../scripts/start/ports.ts";
import { until } from "../../scripts/start/until.ts";
import { freePorts, freeRange } from "../helpers/free-ports.ts";

describe("npm start's options", () => {
  const complaint = (args: readonly string[], env: NodeJS.ProcessEnv) => {
    try {
      return readOptions(args, env);
    } catch (problem) {
      expect(problem).to.be.instanceOf(UsageError);
      return (problem as Error).message;
    }
  };

  it("have values that work without any, and empty variables count as absent", () => {
    expect(readOptions([], { GATEWAY_PORT: "", RPC_URL: "", agents: "3" })).to.deep.equal({
      agents: 0,
      CHAIN_PORT: 8545,
      INDEX_PORT: 42_069,
      GATEWAY_PORT: 4000,
      SERVICES_PORT: 4101,
      STOA_DIR: ".stoa",
    });
    expect(readOptions(["--agents", "2"], {})).to.include({ agents: 2 });
    expect(readOptions(["--help"], {})).to.equal("help");
  });

  it("that are wrong are all named, with what they should be", () => {
    expect(complaint(["--agents", "50"], { GATEWAY_PORT: "web", SERVICES_PORT: "65535" })).to.equal(
      '--agents is "50": it should be a number of agents, 0 to 20.\n' +
        'GATEWAY_PORT is "web": it should be a port, 1 to 65535.\n' +
        'SERVICES_PORT is "65535": it should be a port, 1 to 65531.',
    );
    expect(complaint([], { RPC_URL: "localhost:8545" })).to.equal(
      'RPC_URL is "localhost:8545": it should be the http(s) URL of a chain\'s JSON-RPC, such as http://127.0.0.1:8545.',
    );
  });

  it("never repeat the database's password", () => {
    expect(complaint([], { DATABASE_URL: "mysql://me:secret@db/stoa" })).to.equal(
      "DATABASE_URL is not usable: it should be a PostgreSQL URL, such as postgresql://user:password@localhost:5432/stoa.",
    );
  });

  it("that nobody knows are answered with how it is used", () => {
    expect(complaint(["--fast"], {}))
      .to.match(/^Unknown option '--fast'/)
      .and.include("npm start -- [--agents N]");
  });
});

describe("npm start's ports", () => {
  let options: StartOptions;
  let stranger: Server | undefined;

  beforeEach(async () => {
    const [CHAIN_PORT, INDEX_PORT, GATEWAY_PORT] = await freePorts(3);
    const SERVICES_PORT = await freeRange(5, [CHAIN_PORT, INDEX_PORT, GATEWAY_PORT]);
    const ports = { CHAIN_PORT, INDEX_PORT, GATEWAY_PORT, SERVICES_PORT };
    const env = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]));
    options = readOptions([], env) as StartOptions;
  });
  afterEach(() => void stranger?.close());

  const refusal = () =>
    requireFree(wantedPorts(options)).then(
      () => "free",
      ({ message }: Error) => message,
    );

  it("may all be used when nobody listens there", async () => expect(await refusal()).to.equal("free"));

  it("are told apart: the one of five that is taken, and a first one with five free in a row", async () => {
    stranger = createServer().listen(options.SERVICES_PORT + 3, "127.0.0.1");
    await once(stranger, "listening");
    const answer = await refusal();
    const [, instead] =
      /^Port (?:\d+) for the services is taken\. Free it, or choose another: SERVICES_PORT=(\d+) npm start$/.exec(
        answer,
      ) ?? [];
    expect(answer).to.include(`Port ${options.SERVICES_PORT + 3} `);
    options = { ...options, SERVICES_PORT: Number(instead) };
    expect(await refusal()).to.equal("free");
  });

  it("are taken as well when somebody listens on the other address that localhost leads to", async function () {
    stranger = createServer().listen(options.GATEWAY_PORT, "::1");
    // A machine without IPv6 has no such address.
    const listens = await Promise.race([
      once(stranger, "listening").then(() => true),
      once(stranger, "error").then(() => false),
    ]);
    expect(await refusal()).to.match(listens ? /^Port \d+ for the gateway and site is taken\./ : /^free$/);
  });

  it("are not the chain's when the chain runs elsewhere", async () => {
    stranger = createServer().listen(options.CHAIN_PORT, "127.0.0.1");
    await once(stranger, "listening");
    expect(await refusal()).to.include("for the chain is taken");
    options = { ...options, RPC_URL: "http://127.0.0.1:1" };
    expect(await refusal()).to.equal("free");
  });

  it("must not be wanted by two parts", async () => {
    options = { ...options, GATEWAY_PORT: options.SERVICES_PORT + 4 };
    expect(await refusal()).to.equal(
      `The gateway and site and the services want the same port ${options.GATEWAY_PORT}: ` +
        "set GATEWAY_PORT or SERVICES_PORT to another.",
    );
  });
});

describe("npm start's folders", () => {
  const genesis = `0x${"ab".repeat(32)}`;
  const chain = { id: 31337, url: "http://127.0.0.1:8600", inMemory: false, stop: async () => undefined };
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stoa-folders-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("stay with a chain that stays, also when a chain in memory of the same id comes and goes", async () => {
    const kept = openFolder(root, chain, genesis);
    await kept.stop();
    const memory = openFolder(root, { ...chain, inMemory: true }, `0x${"cd".repeat(32)}`);
    expect(memory.path).to.not.equal(kept.path);
    expect(existsSync(kept.path)).to.equal(true);
    await memory.stop();
    const again = openFolder(root, chain, genesis);
    expect(again.path).to.equal(kept.path);
    await again.stop();
  });

  it("of chains in memory go when their process has gone, and not before", async () => {
    const gone = join(root, "31337-0123456789abcdef-memory-4194304");
    const alive = join(root, `31337-fedcba9876543210-memory-${process.ppid}`);
    for (const folder of [gone, alive]) mkdirSync(folder);
    const own = openFolder(root, { ...chain, inMemory: true }, genesis);
    expect([gone, alive, own.path].map((folder) => existsSync(folder))).to.deep.equal([false, true, true]);
    await own.stop();
  });

  it("have one start at a time", async () => {
    const first = openFolder(root, chain, genesis);
    expect(() => openFolder(root, chain, genesis)).to.throw(
      `Another npm start (process ${process.pid}) works on the chain at http://127.0.0.1:8600 and keeps its data in ${first.path}. ` +
        "Stop that one, or give this one a folder of its own: STOA_DIR=.stoa-2 npm start",
    );
    await first.stop();
  });
});

describe("npm start's empty databases", () => {
  it("are put where there is none, whole, and never over one that is there", async () => {
    await buildDatabases();
    const folder = mkdtempSync(join(tmpdir(), "stoa-databases-"));
    try {
      for (const name of DATABASE_NAMES) {
        const database = join(folder, name, "pglite");
        placeEmptyDatabase(name, database);
        expect(readFileSync(join(database, "PG_VERSION"), "utf8")).to.match(/^\d+/);
        expect(readdirSync(join(folder, name))).to.deep.equal(["pglite"]);
        writeFileSync(join(database, "PG_VERSION"), "ours");
        placeEmptyDatabase(name, database);
        expect(readFileSync(join(database, "PG_VERSION"), "utf8")).to.equal("ours");
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("what npm start says of a part that died", () => {
  it("is the part's last lines, as a person reads them", () => {
    const output = [
      ...Array.from({ length: 20 }, (_, line) => `line ${line}`),
      '{"level":30,"time":1,"part":"catalogue","msg":"stoa/chart is up"}',
      '{"level":50,"time":1,"msg":"the store failed","err":{"type":"Error","message":"disk full"}}',
      "",
      "Error: thrown",
    ];
    expect(lastLines(output.join("\n"))).to.deep.equal([
      "line 15",
      "line 16",
      "line 17",
      "line 18",
      "line 19",
      "catalogue: stoa/chart is up",
      "error: the store failed: disk full",
      "Error: thrown",
    ]);
  });
});

describe("waiting for a part", () => {
  const never = () => new Promise<void>(() => undefined);

  it("goes on until an attempt succeeds", async () => {
    let attempts = 0;
    const third = async () => {
      if ((attempts += 1) < 3) throw new Error("not yet");
    };
    await until("the third", third, { signal: new AbortController().signal });
    expect(attempts).to.equal(3);
  });

  it("ends at the deadline with what was wrong last, also when an attempt hangs", async () => {
    const { signal } = new AbortController();
    const refused = await until("a part", () => Promise.reject(new Error("refused")), {
      deadline: 250,
      signal,
    }).catch(({ message }: Error) => message);
    expect(refused).to.equal("Waited 0.25 s in vain for a part: refused");
    const hung = await until("a part", never, { deadline: 100, signal }).catch(
      ({ message }: Error) => message,
    );
    expect(hung).to.equal("Waited 0.1 s in vain for a part: no answer");
  });

  it("ends at once, with the reason, when another part has died", async () => {
    const fall = new AbortController();
    const waiting = until("a part", never, { signal: fall.signal }).catch(({ message }: Error) => message);
    fall.abort(new Error("The index ended: exit code 1."));
    expect(await waiting).to.equal("The index ended: exit code 1.");
  });
});
