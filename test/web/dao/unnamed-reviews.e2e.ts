import { expect } from "chai";
import { Identity } from "@semaphore-protocol/identity";
import { erc20Abi, parseEther, toHex, zeroHash, type LocalAccount } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { readDeployment } from "../../../contracts/deployment.ts";
import { anonymousReviewsAbi, subscriptionsAbi } from "../../../contracts/generated.ts";
import { agreementTypes, subscriptionsDomain } from "../../../contracts/typed-data.ts";
import { readGatewayConfig } from "../../../scripts/agents/gateway-config.ts";
import { topUp } from "../../../scripts/demo/usdc.ts";
import { connect as connectTo } from "../../../scripts/deploy/client.ts";
import { confirm } from "../../../scripts/deploy/transact.ts";
import { indexReached } from "../../../scripts/start/readiness.ts";
import { expectForEverybody } from "../axe.ts";
import { pass } from "../buyer.ts";
import { contractsHere } from "../holder.ts";
import { connect } from "../person.ts";
import { makePlan } from "../prepaid.ts";
import { node, site, visit } from "../site.ts";

const DAY = 86_400;
const USDC = 1_000_000n;
const PRICE = 10n * USDC;
const LATER = 4_000_000_000n;
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;

/** Somebody who pays one period of a plan from his wallet. */
async function subscriber(planId: `0x${string}`): Promise<LocalAccount> {
  const { siteUrl, rpcUrl } = site().stack;
  const { chainId, gateway } = await readGatewayConfig(siteUrl);
  const contracts = contractsHere();
  const account = privateKeyToAccount(generatePrivateKey());
  await node().setBalance({ address: account.address, value: parseEther("1") });
  const client = await connectTo(rpcUrl, account);
  await topUp(client, contracts.USDC, account.address, PRICE);
  const spender = contracts.Subscriptions;
  const token = { address: contracts.USDC, abi: erc20Abi } as const;
  await confirm(
    client,
    await client.writeContract({ ...token, functionName: "approve", args: [spender, PRICE] }),
  );
  const agreement = {
    payer: account.address,
    gateway,
    planId,
    replaces: zeroHash,
    maxPerPeriod: PRICE,
    fromWallet: true,
    endsAt: LATER,
    deadline: LATER,
    nonce: 1n,
  };
  const signature = await account.signTypedData({
    domain: subscriptionsDomain(chainId, spender),
    types: agreementTypes,
    primaryType: "SubscriptionAgreement",
    message: agreement,
  });
  const subscriptions = { address: spender, abi: subscriptionsAbi } as const;
  const args = [agreement, signature, NO_PERMIT] as const;
  await confirm(client, await client.writeContract({ ...subscriptions, functionName: "subscribe", args }));
  return account;
}

/** They join the open group of a service, whose number is `serviceId`. */
async function join(accounts: readonly LocalAccount[], serviceId: bigint): Promise<void> {
  const contracts = contractsHere();
  const { gateway } = await readGatewayConfig(site().stack.siteUrl);
  const reviews = { address: contracts.AnonymousReviews, abi: anonymousReviewsAbi } as const;
  const epoch = await node().readContract({ ...reviews, functionName: "openEpoch", args: [serviceId] });
  for (const account of accounts) {
    const client = await connectTo(site().stack.rpcUrl, account);
    const { commitment } = new Identity(toHex(account.address));
    // A ledger must be named, or nothing is collected.
    const args = [serviceId, epoch, commitment, [{ gateway, key: account.address }]] as const;
    await confirm(client, await client.writeContract({ ...reviews, functionName: "joinReviewers", args }));
  }
}

describe("a review without a name", function () {
  this.timeout(300_000);
  const TAB = "/services/stoa/chart?tab=reviews";

  it("is given by one of eight who have paid, a month after they joined, and says only that", async () => {
    const seller = await visit("/publish/stoa/chart");
    await connect(seller.page, "Demo publisher");
    await makePlan(seller.page, { name: "A quiet day", price: "10", calls: "9", days: "1" });
    const { contracts, startBlock } = readDeployment(31337, site().stack.deploymentFile);
    const made = await node().getContractEvents({
      address: contracts.Subscriptions,
      abi: subscriptionsAbi,
      eventName: "PlanMade",
      fromBlock: BigInt(startBlock),
      strict: true,
    });
    const { planId, home } = made.find(({ args }) => args.plan.name === "A quiet day")!.args;

    const { page } = await visit("/services/stoa/chart?tab=plans");
    await connect(page);
    await page.getByRole("button", { name: "Subscribe to A quiet day", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Wallet/ }).click();
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByRole("button", { name: "Subscribe · 10.00 USDC" }).click();
    await dialog.waitFor({ state: "detached" });
    const others: LocalAccount[] = [];
    for (let number = 0; number < 7; number++) others.push(await subscriber(planId));
    await pass(DAY);

    await page.goto(TAB);
    const card = page.getByRole("region", { name: "Review anonymously" });
    await card.getByText(/the chain knows of none yet/).waitFor();
    // With one of the eight not indexed yet, the publisher would pass on what seven have paid.
    const { indexUrl, rpcUrl } = site().stack;
    await indexReached(indexUrl, rpcUrl, AbortSignal.timeout(60_000));
    await seller.page.reload();
    const earned = seller.page.getByRole("region", { name: "Earned ahead" });
    // Eight periods, and what other walks have left.
    await earned.getByRole("button", { name: /^Pass on (8|9|1\d)\d\./ }).click();
    await seller.page.getByText("Passed on to your earnings").waitFor();

    await join(others, home);
    await page.reload();
    await card.getByText(/^7 people have joined the open group\./).waitFor();
    await card.getByRole("button", { name: "Join the group" }).click();
    await card
      .getByText("You are in the open group. Come back with this wallet when it has closed.")
      .waitFor();
    await card.getByText(/It gives its reviews from .+ on, in /).waitFor();
    await expectForEverybody(page);

    await pass(32 * DAY);
    await page.reload();
    const rating = card.getByRole("group", { name: "Your rating, as one of 8" });
    await rating.getByRole("radio", { name: "2 stars" }).check({ force: true });
    await expectForEverybody(page);
    await card.getByRole("button", { name: "Review anonymously" }).click();
    await card.getByText(/Proving…|Sending…/).waitFor();
    const item = page.getByRole("listitem").filter({ hasText: "Somebody who paid" });
    await item.getByRole("img", { name: "2.0 of 5 stars" }).waitFor();
    await item.getByText("Weighs 0.10 USDC of fees").waitFor();
    expect(await item.getByText(/^0x/).count()).to.equal(0);
  });
});
