/** The whole path of a paid call on real parts, and the sums at its end, to the base unit. */
import { expect } from "chai";
import { erc20Abi, getAddress, type Address } from "viem";
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
import { startStack, type TestStack } from "../helpers/stack.ts";

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

  before(async () => {
    stack = await startStack();
    consumer = await connect(stack.rpcUrl, demoAccount(CONSUMER));
    const config = await (await fetch(`${stack.siteUrl}/v1/config`)).json();
    contracts = deploymentSchema.shape.contracts.parse((config as { contracts: unknown }).contracts);
    gateway = demoAccount(OPERATOR).address;
  });
  after(async () => stack?.stop());

  const accountOf = () =>
    consumer.readContract({
      address: contracts.EscrowVault,
      abi: escrowVaultAbi,
      functionName: "accountOf",
      args: [demoAccount(CONSUMER).address, gateway],
    });
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
    const before = await accountOf();
    const flushed = await fetch(`${stack.siteUrl}/v1/settlement/flush`, { method: "POST" });
    expect(flushed.status, await flushed.text()).to.equal(200);
    const after = await accountOf();
    const debit = before.balance - after.balance;
    expect(debit, "payer's debit").to.equal(BigInt(CALLS) * PRICE);

    const publisher = await consumer.readContract({
      address: contracts.Earnings,
      abi: earningsAbi,
      functionName: "pendingOf",
      args: [demoAccount(PUBLISHER).address, await serviceId()],
    });
    const [treasury, rewards, operator] = await Promise.all([
      earned("treasuryAccrued"),
      earned("rewardsAccrued"),
      shareOf(gateway),
    ]);
    expect(publisher + treasury + rewards + operator, "all shares").to.equal(debit);
    // One batch, one service, no integrator: 5 % of 0.10, of it 30 % gateway, 10 % rewards, the rest treasury.
    expect({ publisher, treasury, rewards, operator }).to.deep.equal({
      publisher: 95_000n,
      treasury: 3_000n,
      rewards: 500n,
      operator: 1_500n,
    });
    expect(await held(contracts.EscrowVault), "the vault's tokens").to.equal(after.balance);
    expect(await held(contracts.Earnings), "the tokens of Earnings").to.equal(debit);
  });

  it("shows it all in the index: claim rows, the service's revenue, the publisher's earning", async () => {
    const query = `{ claimRows { items { delta fee } } earnings { items { payee earned } } }`;
    const rows = await eventually(async () => {
      const answer = await fetch(`${stack.siteUrl}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query }),
      });
      const { data } = indexed.parse(await answer.json());
      return data.claimRows.items.length > 0 && data.earnings.items.length > 0 ? data : undefined;
    });
    const claimed = rows.claimRows.items.reduce((sum, { delta }) => sum + BigInt(delta ?? 0), 0n);
    expect(claimed).to.equal(BigInt(CALLS) * PRICE);
    const [earning] = rows.earnings.items;
    expect(getAddress(earning!.payee)).to.equal(demoAccount(PUBLISHER).address);
    expect(BigInt(earning!.earned)).to.equal(95_000n);
  });

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
    earnings: z.object({ items: z.array(z.object({ payee: z.string(), earned: z.string() })) }),
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
