/** The whole path of a paid call on real parts, and the sums at its end, to the base unit. */
import { expect } from "chai";
import { erc20Abi, isAddress, isAddressEqual, type Address } from "viem";
import { z } from "zod";
import { earningsAbi, escrowVaultAbi } from "../../contracts/generated.ts";
import { deploymentSchema } from "../../contracts/deployment.ts";
import { connectService } from "../../scripts/agents/connect-service.ts";
import { findServices } from "../../scripts/agents/find-services.ts";
import { readGatewayConfig } from "../../scripts/agents/gateway-config.ts";
import { openPurse } from "../../scripts/agents/open-purse.ts";
import { connect, type ChainClient } from "../../scripts/deploy/client.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { withPayment } from "../../sdk/mcp-with-payment.ts";
import type { TestStack } from "../helpers/stack.ts";
import { sharedStack } from "./shared-stack.ts";

const CALLS = 5;
const PRICE = 20_000n;
const CONSUMER = 5;
const PUBLISHER = 4;
const OPERATOR = 1;
const SOURCE =
  "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\ncontract Counter { uint256 public count; }";

describe("an agent's paid calls, from discovery to the publisher's earnings", function () {
  this.timeout(180_000);
  let stack: TestStack;
  let consumer: ChainClient;
  let contracts: z.output<typeof deploymentSchema>["contracts"];
  let gateway: Address;
  let found: Awaited<ReturnType<typeof sums>>;
  let foundIndexed: Awaited<ReturnType<typeof indexedSums>>;

  before(async () => {
    stack = await sharedStack();
    consumer = await connect(stack.rpcUrl, demoAccount(CONSUMER));
    const config = await (await fetch(`${stack.siteUrl}/v1/config`)).json();
    contracts = deploymentSchema.shape.contracts.parse((config as { contracts: unknown }).contracts);
    gateway = demoAccount(OPERATOR).address;
    await flush();
    found = await sums();
    foundIndexed = await indexedSums();
  });

  const balance = async () => {
    const account = await consumer.readContract({
      address: contracts.EscrowVault,
      abi: escrowVaultAbi,
      functionName: "accountOf",
      args: [demoAccount(CONSUMER).address, gateway],
    });
    return account.balance;
  };
  const earned = (functionName: "treasuryAccrued" | "rewardsAccrued") =>
    consumer.readContract({ address: contracts.Earnings, abi: earningsAbi, functionName });
  const shareOf = (account: Address) =>
    consumer.readContract({
      address: contracts.Earnings,
      abi: earningsAbi,
      functionName: "shareOf",
      args: [account],
    });
  const held = (holder: Address) =>
    consumer.readContract({
      address: contracts.USDC,
      abi: erc20Abi,
      functionName: "balanceOf",
      args: [holder],
    });

  it("finds the service, pays each call out of the owner's escrow, and gets the results and receipts", async () => {
    const config = await readGatewayConfig(stack.siteUrl);
    const service = (await findServices(config.mcpUrl, "solidity")).find(
      ({ name }) => name === "stoa/solidity",
    );
    expect(service, "stoa/solidity in the search").to.not.equal(undefined);

    const purse = await openPurse(consumer, config, { cap: 1_000_000n, maxPerCall: PRICE, life: 3_600n });
    const client = await connectService(service!.url);
    const paying = withPayment(client, purse);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).to.include("compile");
    const results = await Promise.all(
      Array.from({ length: CALLS }, () =>
        paying.callTool({ name: "compile", arguments: { source: SOURCE } }),
      ),
    );
    await client.close();
    for (const result of results) {
      expect(result.isError ?? false, JSON.stringify(result.content)).to.equal(false);
      expect(result._meta).to.have.property("x402/payment-response");
    }
  });

  it("settles: payer's debit = publisher's credit + shares of treasury, gateway, integrator and reviewers", async () => {
    await flush();
    const now = await sums();
    const debit = found.balance - now.balance;
    expect(debit, "payer's debit").to.equal(BigInt(CALLS) * PRICE);

    const publisher = now.publisher - found.publisher;
    const treasury = now.treasury - found.treasury;
    const rewards = now.rewards - found.rewards;
    const operator = now.operator - found.operator;
    expect(publisher + treasury + rewards + operator, "all shares").to.equal(debit);
    // One batch, one service, no integrator: 5 % of 0.10, of it 30 % gateway, 10 % rewards, the rest treasury.
    expect({ publisher, treasury, rewards, operator }).to.deep.equal({
      publisher: 95_000n,
      treasury: 3_000n,
      rewards: 500n,
      operator: 1_500n,
    });
    expect(found.inVault - now.inVault, "tokens that left the vault").to.equal(debit);
    expect(now.inEarnings - found.inEarnings, "tokens that came to Earnings").to.equal(debit);
    expect(now.inVault, "the vault's tokens: nobody else has an account").to.equal(now.balance);
  });

  it("shows it all in the index: claim rows, the service's revenue, the publisher's earning", async () => {
    const now = await eventually(async () => {
      const read = await indexedSums();
      return read.claimed > foundIndexed.claimed && read.earned > foundIndexed.earned ? read : undefined;
    });
    expect(now.claimed - foundIndexed.claimed).to.equal(BigInt(CALLS) * PRICE);
    expect(now.earned - foundIndexed.earned).to.equal(95_000n);
  });

  /** Has the gateway claim all that is open. */
  async function flush(): Promise<void> {
    const flushed = await fetch(`${stack.siteUrl}/v1/settlement/flush`, { method: "POST" });
    expect(flushed.status, await flushed.text()).to.equal(200);
  }

  /** Token base units of all who have a part in a call, on chain. */
  async function sums() {
    const publisher = await consumer.readContract({
      address: contracts.Earnings,
      abi: earningsAbi,
      functionName: "pendingOf",
      args: [demoAccount(PUBLISHER).address, await serviceId()],
    });
    return {
      balance: await balance(),
      publisher,
      treasury: await earned("treasuryAccrued"),
      rewards: await earned("rewardsAccrued"),
      operator: await shareOf(gateway),
      inVault: await held(contracts.EscrowVault),
      inEarnings: await held(contracts.Earnings),
    };
  }

  /** What the index has of all claims, and of the publisher's earnings. */
  async function indexedSums() {
    const query = `{ claimRows { items { delta fee } } earnings { items { payee earned } } }`;
    const answer = await fetch(`${stack.siteUrl}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    const { claimRows, earnings } = indexed.parse(await answer.json()).data;
    const ofPublisher = earnings.items.filter(({ payee }) =>
      isAddressEqual(payee, demoAccount(PUBLISHER).address),
    );
    return {
      claimed: claimRows.items.reduce((sum, { delta }) => sum + BigInt(delta ?? 0), 0n),
      earned: ofPublisher.reduce((sum, { earned }) => sum + BigInt(earned), 0n),
    };
  }

  async function serviceId(): Promise<bigint> {
    const answer = await fetch(`${stack.siteUrl}/v1/services/stoa/solidity`);
    return BigInt(z.object({ serviceId: z.string() }).parse(await answer.json()).serviceId);
  }
});

const indexed = z.object({
  data: z.object({
    claimRows: z.object({
      items: z.array(z.object({ delta: z.string().nullable(), fee: z.string().nullable() })),
    }),
    earnings: z.object({
      items: z.array(
        z.object({
          payee: z.string().refine((value): value is Address => isAddress(value, { strict: false })),
          earned: z.string(),
        }),
      ),
    }),
  }),
});

/** Asks until there is an answer; mocha's own limit ends it. */
async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((settle) => setTimeout(settle, 100));
  }
}
