import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve, type ServerType } from "@hono/node-server";
import { expect } from "chai";
import type { LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { forcedClaimsAbi } from "../../contracts/generated.ts";
import { readHolders } from "../../gateway/assembly/read-holders.ts";
import { createChainClient } from "../../gateway/chain/client.ts";
import { createBondCredit } from "../../sdk/verifier/bond-credit.ts";
import { createReceiptCollector } from "../../sdk/verifier/create-receipt-collector.ts";
import { readReceipts } from "../../sdk/verifier/read-receipts.ts";
import { ledgerIdOf } from "../../web/src/lib/force.ts";
import { fixture, temporaryFolder } from "../gateway/control/fixture.ts";
import { memoryStore } from "../gateway/control/memory.ts";
import { CENT, DAY, HOUR, perCall, startMarket, USDC, type Market } from "../gateway/helpers/market.ts";
import { openBooks, type Books } from "../gateway/settlement/books.ts";
import { eventually } from "../gateway/settlement/helpers.ts";
import { freePorts } from "../helpers/free-ports.ts";

const FOLDER = temporaryFolder();

describe("a publisher's receipts", () => {
  let market: Market;
  let books: Books;
  let server: ServerType;
  let origin: string;
  let serviceId: bigint;
  let files = 0;
  let forget: () => unknown;
  const stops: (() => Promise<void>)[] = [];

  before(async () => {
    market = await startMarket();
    books = await openBooks(market);
    serviceId = await market.list("acme/solidity", USDC);
    const [port] = await freePorts(1);
    origin = `http://localhost:${port}`;
    const { contracts, chainId } = market.deployment;
    const { deps } = await fixture();
    let sessions = memoryStore();
    forget = () => (sessions = memoryStore());
    const { app } = await fixture({
      store: {
        get: (name) => sessions.get(name),
        set: (name, value, expiresAt) => sessions.set(name, value, expiresAt),
        setIfAbsent: (name, value) => sessions.setIfAbsent(name, value),
        take: (name) => sessions.take(name),
      },
      ledger: books.ledger,
      holdersOf: readHolders(createChainClient(market.url, chainId), contracts.ServiceRegistry),
      config: { ...deps.config, publicUrl: origin },
    });
    server = serve({ fetch: app.fetch, port: port! });
  });
  after(async () => {
    await Promise.all(stops.map((stop) => stop()));
    server.close();
    await books.remove();
    await market.close();
  });
  beforeEach(() => books.clear());

  function collector(file = newFile(), account: LocalAccount = market.publisher, id = serviceId) {
    return { file, ...createReceiptCollector({ gateway: origin, serviceId: id, account, file }) };
  }
  const newFile = () => join(FOLDER, `receipts-${++files}.jsonl`);
  const kept = (file: string) => readReceipts(readFileSync(file, "utf8")).claims;
  const forced = () => ({ address: market.deployment.contracts.ForcedClaims, abi: forcedClaimsAbi }) as const;
  const newKey = () => privateKeyToAccount(generatePrivateKey());

  it("are the newest of each ledger, and are appended once", async () => {
    const { file, collect } = collector();
    const [payer, other] = [await market.payerWith(USDC), await market.payerWith(USDC)];
    for (const price of [3n * CENT, 2n * CENT]) await books.charge({ payer, serviceId, price });
    expect(await collect()).to.equal(1);
    expect(await collect()).to.equal(0);

    await books.charge({ payer, serviceId, price: CENT });
    await books.charge({ payer: other, serviceId, price: CENT });
    expect(await collect()).to.equal(2);
    expect(kept(file).map(({ row, receipt }) => [row.voucher.payer, row.charged, receipt.seq])).to.deep.equal(
      [
        [payer.address, 6n * CENT, 3n],
        [other.address, CENT, 1n],
      ],
    );
  });

  it("collect what a gateway owes that is gone: from the balance, with the file alone", async () => {
    const { file, collect } = collector();
    const payer = await market.payerWith(USDC);
    const key = newKey();
    const grant = await market.signGrant(payer, key);
    await books.charge({ payer, key, serviceId, price: 7n * CENT, grant });
    await collect();
    await books.clear();

    await market.mineAt((await market.now()) + 6n * HOUR);
    const [claim] = kept(file);
    const { row, receipt, receiptSignature } = claim!;
    await market.send(market.publisher, market.vault, "grantKey", [claim!.grant!]);
    await market.send(market.publisher, forced(), "forceClaim", [row, receipt, receiptSignature]);
    const { balance } = await market.client.readContract({
      ...market.vault,
      functionName: "accountOf",
      args: [payer.address, market.gateway.address],
    });
    expect(balance).to.equal(USDC - 7n * CENT);
    const claimed = await market.client.readContract({
      ...market.vault,
      functionName: "claimedIn",
      args: [ledgerIdOf(claim!), receipt.epoch],
    });
    expect(claimed).to.equal(7n * CENT);
  });

  it("are also there when the payer has left: they are claimed from the bond", async () => {
    const { file, collect } = collector();
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: 7n * CENT });
    await market.send(payer, market.vault, "thaw", [market.gateway.address, USDC]);
    await market.mineAt((await market.now()) + DAY);
    await market.send(payer, market.vault, "withdraw", [market.gateway.address, payer.address]);
    const [lost] = await books.ledger.claimable();
    const { epoch, ...name } = { ...lost!.voucher };
    const { payer: who, key } = name;
    const loss = { payer: who, key, serviceId, epoch, charged: 7n * CENT, amount: 7n * CENT, block: 1n };
    await books.writeOffs.book({ ...loss, reason: "WrongEpoch" });
    expect(await books.ledger.claimable()).to.deep.equal([]);

    expect(await collect()).to.equal(1);
    const { row, receipt, receiptSignature } = kept(file)[0]!;
    await market.send(market.publisher, forced(), "forceClaim", [row, receipt, receiptSignature]);
    const [filed] = await market.client.readContract({
      ...market.gateways,
      functionName: "bondClaimOf",
      args: [market.gateway.address, 1n, market.publisher.address],
    });
    // Less the fee of 5 %.
    expect(filed).to.equal(66_500n);
    await market.send(market.gateway, market.usdc, "mint", [market.gateway.address, filed]);
    await market.send(market.gateway, market.usdc, "approve", [market.gateways.address, filed]);
    const { gateway, publisher } = market;
    await market.send(gateway, market.gateways, "cureBondClaims", [gateway.address, publisher.address]);
  });

  it("keep the older terms' voucher beside that of the newer", async () => {
    const own = await market.list("acme/terms", USDC);
    const { file, collect } = collector(newFile(), market.publisher, own);
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId: own, price: 2n * CENT });
    await market.send(market.publisher, market.services, "proposeTerms", [own, perCall(2n * USDC)]);
    await market.mineAt((await market.now()) + 8n * DAY);
    await books.charge({ payer, serviceId: own, price: 3n * CENT });
    await collect();
    expect(kept(file).map(({ row }) => row.charged)).to.deep.equal([2n * CENT, 5n * CENT]);
    for (const { row, receipt, receiptSignature } of kept(file).slice(1)) {
      await market.mineAt((await market.now()) + 6n * HOUR);
      await market.send(market.publisher, forced(), "forceClaim", [row, receipt, receiptSignature]);
    }
  });

  it("tell when the newest was given, and take one dated over a minute ahead for none", async () => {
    const payer = await market.payerWith(USDC);
    const at = Number(await market.now());
    const clock = { now: at };
    const file = newFile();
    const account = market.publisher;
    const own = createReceiptCollector({ gateway: origin, serviceId, account, file, now: () => clock.now });
    expect(own.newest()).to.equal(undefined);
    await books.charge({ payer, serviceId, price: CENT });
    await own.collect();
    const [{ receipt }] = kept(file) as [ReturnType<typeof kept>[number]];
    expect(own.newest()).to.equal(receipt.issuedAt);

    clock.now = Number(receipt.issuedAt) - 61;
    const early = createReceiptCollector({ gateway: origin, serviceId, account, file, now: () => clock.now });
    await early.collect();
    expect(early.newest()).to.equal(0n);
    clock.now += 1;
    await early.collect();
    expect(early.newest()).to.equal(receipt.issuedAt);
  });

  it("are worth a share of the gateway's bond, 1 % unless the publisher says otherwise", async () => {
    const { client, gateway, gateways } = market;
    const limitOf = createBondCredit({ client, registry: gateways.address });
    expect(await limitOf(gateway.address)).to.equal(50n * USDC);
    const half = createBondCredit({ client, registry: gateways.address, shareBps: 50n });
    expect(await half(gateway.address)).to.equal(25n * USDC);
    expect(await limitOf(newKey().address)).to.equal(0n);
    const problem = await limitOf("nobody").catch((reason: unknown) => reason);
    expect(problem).to.have.property("message", "nobody is not an address.");
  });

  it("come page by page, and pass over none of many ledgers charged in one second", async () => {
    const { file, collect } = collector();
    const payers = [];
    for (let count = 0; count < 5; count++) payers.push(await market.payerWith(USDC));
    for (const payer of payers) await books.charge({ payer, serviceId, price: CENT });
    const first = { chargedAt: 0n, payer: "", key: "", epoch: 0 } as const;
    const found = [];
    for (let after: Parameters<typeof books.ledger.receipted>[1]["after"] = first, more = true; more;) {
      const page = await books.ledger.receipted(serviceId, { after, limit: 2 });
      found.push(...page.rows);
      ({ end: after, more } = page);
    }
    expect(new Set(found.map(({ voucher }) => voucher.payer)).size).to.equal(5);
    expect(found).to.have.length(5);
    expect(await collect()).to.equal(5);
    expect(kept(file)).to.have.length(5);
  });

  it("survive a line that a crash broke off", async () => {
    const file = newFile();
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: CENT });
    await collector(file).collect();
    appendFileSync(file, readFileSync(file, "utf8").slice(0, 200));
    await books.charge({ payer, serviceId, price: CENT });
    expect(await collector(file).collect()).to.equal(1);
    const { claims, unreadable } = readReceipts(readFileSync(file, "utf8"));
    expect(claims.map(({ row }) => row.charged)).to.deep.equal([2n * CENT]);
    expect(unreadable).to.equal(1);
  });

  it("are also for the agent wallet, which may be another than the owner's", async () => {
    const own = await market.list("acme/wallet", USDC);
    const agent = newKey();
    const deadline = (await market.now()) + 240n;
    const { chainId } = market.deployment;
    const consent = await agent.signTypedData({
      domain: {
        name: "ERC8004IdentityRegistry",
        version: "1",
        chainId,
        verifyingContract: market.services.address,
      },
      types: {
        AgentWalletSet: [
          { name: "agentId", type: "uint256" },
          { name: "newWallet", type: "address" },
          { name: "owner", type: "address" },
          { name: "deadline", type: "uint256" },
        ],
      },
      primaryType: "AgentWalletSet",
      message: { agentId: own, newWallet: agent.address, owner: market.publisher.address, deadline },
    });
    await market.send(market.publisher, market.services, "setAgentWallet", [
      own,
      agent.address,
      deadline,
      consent,
    ]);
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId: own, price: CENT });
    expect(await collector(newFile(), agent, own).collect()).to.equal(1);
    expect(await collector(newFile(), market.publisher, own).collect()).to.equal(1);
  });

  it("are for nobody else", async () => {
    const stranger = newKey();
    const problem = await collector(newFile(), stranger)
      .collect()
      .then(
        () => "collected",
        (reason: Error) => reason.message,
      );
    expect(problem).to.equal(
      `You are signed in as ${stranger.address}, which neither owns service ${serviceId} nor is its agent wallet.`,
    );
    const none = await collector(newFile(), market.publisher, 10_000n)
      .collect()
      .catch((reason: Error) => reason.message);
    expect(none).to.match(/neither owns service 10000/);
    const unsigned = await fetch(`${origin}/v1/published/${serviceId}/receipts`);
    expect(unsigned.status).to.equal(401);
    const wrong = await fetch(`${origin}/v1/published/${serviceId}/receipts?after=yesterday`);
    expect(wrong.status).to.equal(400);
  });

  it("cost one login, and another when the gateway has forgotten the session", async () => {
    let logins = 0;
    const account = {
      ...market.publisher,
      signMessage(request: Parameters<LocalAccount["signMessage"]>[0]) {
        logins += 1;
        return market.publisher.signMessage(request);
      },
    };
    const { collect } = collector(newFile(), account);
    await collect();
    await collect();
    expect(logins).to.equal(1);
    forget();
    await collect();
    expect(logins).to.equal(2);
  });

  it("are asked for again after a gateway did not answer", async () => {
    const payer = await market.payerWith(USDC);
    await books.charge({ payer, serviceId, price: CENT });
    const file = newFile();
    writeFileSync(file, "");
    let away = true;
    const account = {
      ...market.publisher,
      signMessage(request: Parameters<LocalAccount["signMessage"]>[0]) {
        if (away) throw new Error("away");
        return market.publisher.signMessage(request);
      },
    };
    const { start } = collector(file, account);
    const problem = new Promise<unknown>((tell) => {
      const stop = start(0.01, (reason) => {
        away = false;
        tell(reason);
      });
      stops.push(stop);
    });
    expect(await problem).to.have.property("message", "away");
    await eventually(() => kept(file).length === 1);
  });
});
