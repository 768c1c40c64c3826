/** Which deployment `npm start` takes: the recorded one, the one it finds, or a new one. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import type { Hex } from "viem";
import { readDeployment } from "../../contracts/deployment.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { ensureDeployed } from "../../scripts/start/ensure-deployed.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

describe("npm start's deployment on a chain of one's own", () => {
  let chain: TestChain;
  let empty: Hex;
  let folder: string;
  let file: string;

  before(async () => {
    chain = await startTestChain();
    folder = mkdtempSync(join(tmpdir(), "stoa-deployed-"));
    file = join(folder, "deployment.json");
    empty = await chain.client.snapshot();
  });
  after(async () => {
    await chain?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const own = () => ({ id: 31337, url: chain.url, inMemory: false, stop: async () => undefined });
  const sent = () => chain.client.getTransactionCount({ address: demoAccount(0).address });

  it("is made once, recorded, and taken from the record after that", async () => {
    const first = await ensureDeployed(own(), file);
    const count = await sent();
    expect(count).to.be.greaterThan(0);
    expect(await ensureDeployed(own(), file)).to.deep.equal(first);
    expect(readDeployment(31337, file)).to.deep.equal(first);
    expect(await sent()).to.equal(count);
  });

  it("is found again when another chain of the same id has overwritten the record", async () => {
    const known = readDeployment(31337, file);
    writeFileSync(file, JSON.stringify({ ...known, genesisHash: `0x${"12".repeat(32)}`, startBlock: 99 }));
    const count = await sent();
    expect(await ensureDeployed(own(), file)).to.deep.equal(known);
    expect(await sent()).to.equal(count);
  });

  it("is not made anew in silence when the chain was reset: what is kept of it would be another's", async () => {
    const { contracts, genesisHash } = readDeployment(31337, file);
    await chain.client.revert({ id: empty });
    const problem = await ensureDeployed(own(), file).catch(({ message }: Error) => message);
    expect(problem).to.equal(
      `The chain at ${chain.url} has the genesis block that ${file} was written for, but no vault at ` +
        `${contracts.EscrowVault}: it was reset. Remove that file and the folder of the old chain's data, ` +
        `.stoa/31337-${genesisHash.slice(2, 18)}, and start again.`,
    );
  });

  it("is not made on another chain by a start: that costs somebody's money, and asks whom the DAO begins with", async () => {
    const other = join(folder, "8453.json");
    const problem = await ensureDeployed({ ...own(), id: 8453 }, other).catch(
      ({ message }: Error) => message,
    );
    expect(problem).to.equal(
      `There is no deployment of the chain at ${chain.url} (8453) in ${other}, and a start makes none but on the ` +
        "local chain: run `npm run deploy` with RPC_URL set to it, once.",
    );
  });
});
