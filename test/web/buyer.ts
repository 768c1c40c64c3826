/** Somebody who buys at the demo's gateway, and a gateway that then keeps silent. All parts are real: it has no gas. */
import { expect } from "chai";
import { parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import { PAYMENT_RESPONSE_META } from "../../contracts/payment.ts";
import { connectService } from "../../scripts/agents/connect-service.ts";
import { readGatewayConfig } from "../../scripts/agents/gateway-config.ts";
import { keepFunded, openPurse } from "../../scripts/agents/open-purse.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { confirm } from "../../scripts/deploy/transact.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { until } from "../../scripts/start/until.ts";
import { withPayment } from "../../sdk/mcp-with-payment.ts";
import { readPaymentResponse } from "../../sdk/receipt.ts";
import { node, site } from "./site.ts";

const USDC = 1_000_000n;
const DAY = 86_400n;
const SETTLER = demoAccount(2).address;

/** From here on the demo's gateway cannot pay for a claim. */
export async function silence(): Promise<void> {
  await node().setBalance({ address: SETTLER, value: 0n });
}

/** The gateway claims again. */
export async function unsilence(): Promise<void> {
  await node().setBalance({ address: SETTLER, value: parseEther("100") });
}

/** The gateway claims what it has charged, now. */
export async function claimAll(): Promise<void> {
  const flushed = await fetch(`${site().stack.siteUrl}/v1/settlement/flush`, { method: "POST" });
  expect(flushed.status).to.equal(200);
}

/** The chain's clock alone moves: the site's bar would have the gateway claim first. */
export async function pass(seconds: number): Promise<void> {
  await node().increaseTime({ seconds });
  await node().mine({ blocks: 1 });
}

/** Resolves when the gateway counts the deposits up to `block`. */
async function counted(block: bigint): Promise<void> {
  const { signal } = new AbortController();
  await until(
    "the deposit to count",
    async () => {
      const { safe } = (await (await fetch(`${site().stack.siteUrl}/v1/chain`)).json()) as { safe: string };
      if (BigInt(safe) < block) throw new Error(`block ${safe} of ${block}`);
    },
    { signal },
  );
}

/** Somebody new with 5 USDC at the demo's gateway, who buys one chart for 0.10 USDC by a key that the chain has not seen. */
export async function buyer() {
  const { siteUrl, rpcUrl } = site().stack;
  const config = await readGatewayConfig(siteUrl);
  const key = generatePrivateKey();
  const account = privateKeyToAccount(key);
  await node().setBalance({ address: account.address, value: parseEther("1") });
  const owner = await connect(rpcUrl, account);
  await keepFunded(owner, config, { least: USDC, amount: 5n * USDC });
  await counted(await owner.getBlockNumber());
  const purse = await openPurse(owner, config, { cap: USDC, maxPerCall: USDC, life: 60n * DAY });

  const client = await connectService(`${siteUrl}/mcp/stoa/chart`);
  const chart = { type: "bar", title: "Votes", labels: ["For"], series: [{ name: "votes", values: [64] }] };
  const result = await withPayment(client, purse)
    .callTool({ name: "render", arguments: chart })
    .finally(() => client.close());
  const { receipt } = readPaymentResponse(result._meta?.[PAYMENT_RESPONSE_META]).extra;

  const vault = { address: config.contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const { gateway } = config;
  return {
    address: account.address,
    key,
    callId: receipt.callId,
    /** Takes all money out, a day later. */
    async leave(): Promise<void> {
      await confirm(
        owner,
        await owner.writeContract({ ...vault, functionName: "thaw", args: [gateway, 5n * USDC] }),
      );
      await pass(Number(DAY));
      const args = [gateway, account.address] as const;
      await confirm(owner, await owner.writeContract({ ...vault, functionName: "withdraw", args }));
    },
  };
}
