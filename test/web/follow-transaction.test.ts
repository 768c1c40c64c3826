import { expect } from "chai";
import {
  createPublicClient,
  createWalletClient,
  defineChain,
  http,
  parseGwei,
  type Hex,
  type LocalAccount,
  type PublicClient,
} from "viem";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { followTransaction } from "../../web/src/lib/follow-transaction.ts";
import type { SentTransaction } from "../../web/src/lib/pending-transactions.ts";
import { startTestChain, type TestChain } from "../helpers/local-chain.ts";

const INPUT: Hex = "0x1234";
const [FEE, HIGHER_FEE] = [parseGwei("20"), parseGwei("50")];
const PAYEE = demoAccount(7).address;

describe("a transaction that no node has shown", () => {
  let chain: TestChain;
  let client: PublicClient;
  let account: LocalAccount;
  let sent: SentTransaction;
  let people = 10;

  before(async () => {
    chain = await startTestChain();
    client = createPublicClient({ transport: http(chain.url), pollingInterval: 100 });
  });
  after(() => chain.close());
  /** Somebody sends it, and no block takes it. */
  beforeEach(async () => {
    await chain.client.setIntervalMining({ interval: 0 });
    await chain.client.setAutomine(false);
    account = demoAccount(people++);
    const block = await client.getBlockNumber({ cacheTime: 0 });
    const hash = await send({ to: PAYEE, data: INPUT, fee: FEE });
    sent = { hash, from: account.address, block, nonce: 0, to: PAYEE, input: INPUT, seen: false };
  });

  function send({ to, data, fee }: { to: Hex; data?: Hex; fee: bigint }): Promise<Hex> {
    const local = defineChain({
      id: 31337,
      name: "chain",
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [chain.url] } },
    });
    return createWalletClient({ account, chain: local, transport: http(chain.url) }).sendTransaction({
      to,
      data,
      nonce: 0,
      gas: 100_000n,
      maxFeePerGas: fee,
      maxPriorityFeePerGas: fee,
    });
  }
  const follow = () => followTransaction(client, sent, () => undefined);

  it("is replaced when another one has its number, though its own was never looked up", async () => {
    const hash = await send({ to: account.address, fee: HIGHER_FEE });
    await chain.client.mine({ blocks: 1 });
    expect(await follow()).to.deep.equal({ kind: "replaced", hash, same: false });
  });

  it("goes on as the same when only its fee was raised", async () => {
    const hash = await send({ to: PAYEE, data: INPUT, fee: HIGHER_FEE });
    await chain.client.mine({ blocks: 1 });
    expect(await follow()).to.deep.equal({ kind: "replaced", hash, same: true });
  });

  it("is mined when its number is used by itself", async () => {
    await chain.client.mine({ blocks: 1 });
    const fate = await follow();
    expect(fate.kind === "mined" && fate.receipt.transactionHash).to.equal(sent.hash);
  });

  it("is waited for while its number is free", async () => {
    await chain.client.dropTransaction({ hash: sent.hash });
    const following = follow();
    const hash = await send({ to: account.address, fee: FEE });
    await chain.client.mine({ blocks: 1 });
    expect(await following).to.deep.equal({ kind: "replaced", hash, same: false });
  });
});
