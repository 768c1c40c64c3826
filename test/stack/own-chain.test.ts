/**
 * The whole stack on a chain and, where the machine has one, a PostgreSQL that stay when it goes: what a second start
 * finds, and which combinations are refused. Without PostgreSQL index and store are files.
 */
import { globSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { createPublicClient, createTestClient, http } from "viem";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { indexReached } from "../../scripts/start/readiness.ts";
import { startTestChain } from "../helpers/local-chain.ts";
import { expectGone, openTerminal, type NpmStart, type Terminal } from "../helpers/npm-start.ts";
import { startOwnChain, type OwnChain } from "../helpers/own-chain.ts";
import { findPostgres, indexedServices, startPostgres, type Postgres } from "../helpers/postgres.ts";
import type { Process } from "../helpers/processes.ts";
import { buyCall, claimAll, see, signIn, type Seen } from "./consumer.ts";

const PRICE = 20_000;

describe("npm start with RPC_URL and DATABASE_URL", function () {
  this.timeout(240_000);
  // Each test goes on from where the one before it ended.
  this.retries(0);
  let failed: string | undefined;
  beforeEach(() => {
    if (failed) throw new Error(`"${failed}" has failed, and what follows builds on it`);
  });
  afterEach(function () {
    if (this.currentTest?.state === "failed") failed = this.currentTest.title;
  });
  const programs = findPostgres();
  let terminal: Terminal;
  let chain: OwnChain;
  let postgres: Postgres | undefined;
  let env: Record<string, string>;

  before(async () => {
    terminal = await openTerminal();
    chain = await startOwnChain();
    postgres = programs ? await startPostgres(programs) : undefined;
    env = { RPC_URL: chain.url, DATABASE_URL: postgres?.url ?? "" };
  });
  after(async () => {
    await terminal?.close();
    await chain?.stop();
    await postgres?.stop();
  });

  let start: NpmStart;
  let cookie: string;
  let known: Seen;
  let sent: number;

  it("deploys on the chain, sells a call and claims it", async () => {
    start = terminal.npmStart(env);
    await start.says("Ctrl-C stops everything.");
    await buyCall(start.siteUrl);
    await claimAll(start.siteUrl, PRICE);
    cookie = await signIn(start.siteUrl);
    known = await see(start.siteUrl, cookie);
    sent = await sentByDeployer(chain.url);
    expect(known.calls).to.have.length(1);
    expect(known.services).to.have.length(5);
  });

  it("ends on Ctrl-C and leaves no process", async () => {
    await mineUntilFinal(chain.url, `http://127.0.0.1:${terminal.ports.INDEX_PORT}`);
    const all = everyPart(start);
    start.ctrlC();
    expect(await start.ended, start.output()).to.be.oneOf([0, undefined]);
    expect(start.output()).to.include("Stopped.");
    await expectGone(all);
  });

  it("continues at the next start: nothing is deployed anew, services, accounts, calls and logins are there", async () => {
    const deployment = readFileSync(`${terminal.folder}/deployment.json`, "utf8");
    const written = postgres && (await indexedServices(postgres.url));
    start = terminal.npmStart(env);
    await start.says("Ctrl-C stops everything.");
    expect(readFileSync(`${terminal.folder}/deployment.json`, "utf8")).to.equal(deployment);
    expect(await sentByDeployer(chain.url)).to.equal(sent);
    expect(await see(start.siteUrl, cookie)).to.deep.equal(known);
    // An index that was not ended in order would hold this one up until its lock is over.
    const [log] = globSync(`${terminal.folder}/data/*/logs/index.log`);
    expect(readFileSync(log!, "utf8")).to.not.include("locked");
    // Written by the same transactions: the index did not begin anew.
    if (postgres) expect(await indexedServices(postgres.url)).to.deep.equal(written);
  });

  it("sells and claims the next call on top of that", async () => {
    await buyCall(start.siteUrl);
    await claimAll(start.siteUrl, 2 * PRICE);
    const after = await see(start.siteUrl, cookie);
    expect(after.calls.slice(1)).to.deep.equal(known.calls);
    expect(after.services).to.deep.equal(known.services);
  });

  it("leaves no process when npm is killed with -9", async () => {
    const all = everyPart(start);
    start.kill("SIGKILL");
    await expectGone(all);
  });

  it("refuses to mix that database with a chain in memory, and leaves its rows alone", async function () {
    if (!postgres) return this.skip();
    const written = await indexedServices(postgres.url);
    const refused = terminal.npmStart({ DATABASE_URL: postgres.url });
    expect(await refused.ended).to.equal(1);
    expect(refused.output()).to.match(
      /The database at 127\.0\.0\.1:\d+\/postgres holds the rows of chain 31337 \(genesis 0x\w{64}, vault 0x\w{40}\), and this is chain 31337 \(genesis 0x\w{64}/,
    );
    expect(refused.output()).to.include("give this chain a database of its own");
    expect(refused.output()).to.not.include("✓ index");
    expect(await indexedServices(postgres.url)).to.deep.equal(written);
  });

  it("says how another chain gets its deployment, and sends nothing there", async () => {
    const other = await startTestChain({ chainId: 8453 });
    try {
      const refused = terminal.npmStart({ RPC_URL: other.url });
      expect(await refused.ended).to.equal(1);
      expect(refused.output()).to.match(
        /There is no deployment of the chain at \S+ \(8453\) in \S+, and a start makes none but on the local chain: run `npm run deploy`/,
      );
      expect(await sentByDeployer(other.url)).to.equal(0);
    } finally {
      await other.close();
    }
  });
});

/** Npm, what it started, and what that started. */
function everyPart(start: NpmStart): Process[] {
  for (const part of ["scripts/start.ts", "ponder.js", "services/main.ts", "gateway/main.ts"]) {
    expect(start.processes(part), part).to.not.deep.equal([]);
  }
  return start.processes();
}

function sentByDeployer(rpcUrl: string): Promise<number> {
  return createPublicClient({ transport: http(rpcUrl) }).getTransactionCount({
    address: demoAccount(0).address,
  });
}

/** Buries all in more blocks than the index takes back in a reorg, and waits until it has seen them. */
async function mineUntilFinal(rpcUrl: string, indexUrl: string): Promise<void> {
  const node = createTestClient({ mode: "hardhat", transport: http(rpcUrl) });
  // One by one: of blocks that Hardhat mines at once, parents' hashes are not those of the blocks before.
  for (let block = 0; block < 100; block += 1) await node.mine({ blocks: 1 });
  await indexReached(indexUrl, rpcUrl, AbortSignal.timeout(60_000));
}
