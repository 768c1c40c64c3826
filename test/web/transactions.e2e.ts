import type { Page } from "playwright-core";
import { createWalletClient, http, parseGwei } from "viem";
import { connect } from "./person.ts";
import { node, site, visit, type Visit } from "./site.ts";

/** The deposit's dialog, with a deposit of 7 sent and no block to take it. */
async function depositOnItsWay(): Promise<Visit> {
  const person = await visit("/account");
  const { page } = person;
  await connect(page);
  await page.getByRole("button", { name: "Deposit", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Deposit" });
  await dialog.getByRole("button", { name: /^Get 1,000/ }).click();
  await dialog.getByText("In your wallet: 1,000.00 USDC").waitFor();
  await dialog.getByLabel("Amount").fill("7");
  await holdBlocks();
  await dialog.getByRole("button", { name: /^Deposit/ }).click();
  await dialog.getByText("Sent, waiting for a block").waitFor();
  return person;
}

/** From here on transactions stay in the node's pool. */
async function holdBlocks(): Promise<void> {
  await node().setAutomine(false);
  await node().setIntervalMining({ interval: 0 });
}

async function letBlocksPass(): Promise<void> {
  await node().setAutomine(true);
  await node().setIntervalMining({ interval: 1 });
}

/** The page has looked the transaction up: one that it never saw, it looks for longer. */
async function seenByPage(page: Page): Promise<void> {
  await page.waitForResponse(
    (response) => response.request().postData()?.includes("eth_getTransactionByHash") ?? false,
  );
}

async function arrives(page: Page): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Deposit" });
  await dialog.getByText("Done", { exact: true }).first().waitFor();
  await dialog.getByText("Your balance is now 7.00 USDC.").waitFor();
}

describe("a transaction on its way", function () {
  this.timeout(300_000);
  afterEach(letBlocksPass);

  it("is found again after a reload, and ends as if nothing had happened", async () => {
    const { page } = await depositOnItsWay();
    await page.reload();
    await page.getByRole("dialog", { name: "Deposit" }).getByText("Sent, waiting for a block").waitFor();
    await letBlocksPass();
    await arrives(page);
  });

  it("goes on under another hash when its fee is raised, also after a reload", async () => {
    const { page, wallet } = await depositOnItsWay();
    const { hash, nonce, to, input } = await theSent(wallet);
    await page.reload();
    await page.getByRole("dialog", { name: "Deposit" }).getByText("Sent, waiting for a block").waitFor();
    const { account } = wallet;
    await sender().sendTransaction({ account, nonce, to, data: input, gas: 500_000n, ...HIGHER });
    await letBlocksPass();
    await arrives(page);
    if (await page.getByTitle(hash).count())
      throw new Error("The page still shows the replaced transaction.");
  });

  it("is over when its sender puts another one in its place", async () => {
    const { page, wallet } = await depositOnItsWay();
    const { nonce } = await theSent(wallet);
    const { account } = wallet;
    await sender().sendTransaction({ account, nonce, to: account.address, value: 0n, ...HIGHER });
    await letBlocksPass();
    await page.getByRole("alert").getByText("Another transaction of yours took its place.").waitFor();
  });

  it("is over when the network drops it, and can be sent again", async () => {
    const { page, wallet } = await depositOnItsWay();
    const { hash } = await theSent(wallet);
    await seenByPage(page);
    await node().dropTransaction({ hash });
    await page
      .getByRole("alert")
      .getByText(/The network dropped the transaction/)
      .waitFor();
    await letBlocksPass();
    await page
      .getByRole("dialog", { name: "Deposit" })
      .getByRole("button", { name: /^Deposit/ })
      .click();
    await arrives(page);
  });
});

const HIGHER = { maxFeePerGas: parseGwei("50"), maxPriorityFeePerGas: parseGwei("20") } as const;

const sender = () => createWalletClient({ chain: site().chain, transport: http() });

async function theSent({ sent }: Visit["wallet"]) {
  const { hash, nonce, to, input } = await node().getTransaction({ hash: sent.at(-1)! });
  return { hash, nonce, to, input };
}
