/** A gateway that is killed with −9, and what its successor on the same folder makes of it. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { openStore } from "../../../gateway/store/open-store.ts";
import { emptyAccount } from "../../helpers/chain-view.ts";
import { callTool, createFixture, messageOf, PRICE, storeOptions, type Listed } from "./fixture.ts";
import type { ChildOptions } from "./gateway-child.ts";
import { hashOf, newAccount, newCallId, pay } from "./payer.ts";
import { echo, startUpstream, type Answer, type Upstream } from "./upstreams.ts";

const CHILD = fileURLToPath(new URL("./gateway-child.ts", import.meta.url));
const SERVICE = 7_777n;

describe("a gateway killed with −9", function () {
  this.timeout(120_000);
  let folder: string;
  let upstream: Upstream;
  let answer: Answer;
  let payer: LocalAccount;
  let child: ChildProcess;
  let url: string;
  const identifier = newCallId();

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stoa-crash-"));
    payer = newAccount();
    upstream = await startUpstream((...exchange) => answer(...exchange));
    const options: ChildOptions = {
      folder,
      payer: payer.address,
      upstream: upstream.url,
      serviceId: String(SERVICE),
    };
    child = spawn(process.execPath, [CHILD, JSON.stringify(options)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    [url] = (await once(createInterface(child.stdout!), "line")) as [string];
  });

  after(async () => {
    child?.kill("SIGKILL");
    await upstream?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const termsHash = hashOf(`terms hash of ${SERVICE}`);
  const payment = () =>
    pay({ payer, identifier, voucher: { serviceId: SERVICE, termsHash, cumulative: PRICE } });
  const at = (where: string) => ({ url: where }) as Listed;

  async function kill(): Promise<void> {
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  it("keeps a second process from its folder while it lives, and says which one has it", async () => {
    const problem = await openStore(storeOptions(folder)).catch((error: Error) => error);
    expect(problem).to.have.property("name", "StoreLockedError");
    expect((problem as Error).message).to.contain(`open in process ${child.pid}:`);
  });

  it("between reserve and capture: the reservation is void at the next start, and the same call is charged once", async () => {
    const arrived = new Promise<void>((there) => {
      answer = () => there();
    });
    const lost = callTool(at(url), { payment: await payment() }).catch(() => "lost");
    await arrived;
    await kill();
    expect(await lost).to.equal("lost");

    const store = await openStore(storeOptions(folder));
    const [call] = await store.ledger.callsOf(payer.address, { limit: 1 });
    expect(call).to.include({ callId: hashOf(identifier), state: "void", reason: "no answer in time" });
    expect(await store.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: 0n, reserved: 0n });

    answer = echo;
    const fixture = await createFixture(store);
    fixture.chain.accounts.set(payer.address, emptyAccount(PRICE));
    const service = fixture.list(upstream.url, { serviceId: SERVICE });
    for (let time = 0; time < 2; time++) {
      const again = await messageOf(await callTool(service, { payment: await payment() }));
      expect(again.result!.content[0]!.text).to.equal("done");
    }
    expect(await store.ledger.exposureOf(payer.address)).to.deep.equal({ unclaimed: PRICE, reserved: 0n });
    // The one that was lost, and the one that was charged.
    expect(upstream.seen).to.have.length(2);
    await fixture.close();
    await store.close();
  });

  it("leaves a charge where it was, with its answer and receipt, for the same call after a restart", async () => {
    const store = await openStore(storeOptions(folder));
    const fixture = await createFixture(store);
    const service = fixture.list(upstream.url, { serviceId: SERVICE });
    fixture.chain.accounts.set(payer.address, emptyAccount(PRICE));
    const again = await messageOf(await callTool(service, { payment: await payment() }));
    expect(again.result!._meta).to.have.nested.include({ "x402/payment-response.extra.receipt.seq": "1" });
    expect(upstream.seen).to.have.length(2);
    await fixture.close();
    await store.close();
  });

  it("leaves a lock that is taken over: of a dead process, of a pid that is another process now, half written", async () => {
    const lock = join(folder, "lock");
    expect(existsSync(lock)).to.equal(false);
    for (const stale of [
      JSON.stringify({ pid: 2 ** 22 - 1, started: "1" }),
      JSON.stringify({ pid: process.ppid, started: "1" }),
      '{"pi',
    ]) {
      writeFileSync(lock, stale);
      const store = await openStore(storeOptions(folder));
      expect(JSON.parse(readFileSync(lock, "utf8"))).to.include({ pid: process.pid });
      await store.close();
    }
  });
});
