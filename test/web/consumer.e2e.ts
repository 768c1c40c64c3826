import { expect } from "chai";
import { erc20Abi, isAddressEqual, type Address } from "viem";
import { expectForEverybody } from "./axe.ts";
import { connect, deposit } from "./person.ts";
import { node, visit } from "./site.ts";

describe("a consumer", function () {
  this.timeout(300_000);
  it("deposits, makes a key once, pays for a chart, and finds the call and its price in the account", async () => {
    const { page, wallet, complaints } = await visit("/");
    await page.getByRole("link", { name: "Chart renderer" }).click();
    await page.getByRole("tab", { name: "Try" }).click();
    await connect(page);
    await page.getByRole("button", { name: "Deposit" }).click();
    await deposit(page, "10");

    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByText("5.00 USDC of 5.00 USDC").waitFor();
    await page.getByRole("button", { name: "Fill in the example" }).click();
    const signatures = wallet.calls.filter((method) => method === "eth_signTypedData_v4").length;
    await page.getByRole("button", { name: "Run" }).click();
    const answer = page.getByRole("region", { name: "Answer" });
    await answer.getByText("Charged 0.10 USDC").waitFor();
    await answer.getByText("Receipt verified").waitFor();
    const image = answer.getByRole("img", { name: "The tool's answer" }).first();
    await image.waitFor();
    expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).to.be.greaterThan(100);
    await page.getByText("4.90 USDC of 5.00 USDC").waitFor();
    await expectForEverybody(page);
    expect(wallet.calls.filter((method) => method === "eth_signTypedData_v4").length).to.equal(signatures);

    await page
      .getByRole("navigation", { name: "Main" })
      .first()
      .getByRole("link", { name: "Account" })
      .click();
    await page.getByRole("button", { name: "Sign in with your wallet" }).click();
    const calls = page.getByRole("region", { name: "Your calls" });
    await calls.getByRole("cell", { name: "render" }).waitFor();
    await calls.getByRole("cell", { name: "0.10 USDC" }).waitFor();
    await page.getByTestId("available").getByText("9.90").waitFor();

    // A move of the local clock settles first: the charge is now on chain.
    await page.getByRole("button", { name: "+1 h" }).click();
    await page.getByRole("definition").filter({ hasText: "9.90 USDC" }).waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });

  it("is told how many blocks a deposit takes to count, and need not call again", async () => {
    const { page } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    const chain = node();
    // From here on a block comes with a transaction, or when the test says so.
    await chain.setIntervalMining({ interval: 0 });
    try {
      await deposit(page, "10");
      await page.getByText("10.00 USDC counts for calls after 2 more blocks.").waitFor();
      expect(await page.getByTestId("available").innerText()).to.match(/^0\.00/);

      await page.goto("/services/stoa/chart?tab=try");
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByRole("button", { name: "Fill in the example" }).click();
      await page.getByRole("button", { name: "Run" }).click();
      const answer = page.getByRole("region", { name: "Answer" });
      await answer.getByText(/^10.00 USDC counts at this gateway after 2 more blocks/).waitFor();
      await expectForEverybody(page);
      await chain.mine({ blocks: 1 });
      await answer.getByText(/^10.00 USDC counts at this gateway after 1 more block\./).waitFor();
      expect(await answer.getByRole("alert").count()).to.equal(0);
      await chain.mine({ blocks: 1 });
      await answer.getByText("Charged 0.10 USDC").waitFor();
      await page.getByText(/counts for calls/).waitFor({ state: "detached" });
    } finally {
      await chain.setIntervalMining({ interval: 1 });
    }
  });

  it("stops waiting for a deposit when told to, and sees the refusal", async () => {
    const { page } = await visit("/services/stoa/chart?tab=try");
    await connect(page);
    await page.getByRole("button", { name: "Deposit" }).click();
    const chain = node();
    await chain.setIntervalMining({ interval: 0 });
    try {
      await deposit(page, "5");
      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByRole("button", { name: "Fill in the example" }).click();
      await page.getByRole("button", { name: "Run" }).click();
      const answer = page.getByRole("region", { name: "Answer" });
      await answer.getByRole("button", { name: "Do not wait" }).click();
      await answer
        .getByRole("alert")
        .getByText(/^Your account can spend 0.00 USDC of the 0.10 USDC needed/)
        .waitFor();
    } finally {
      await chain.setIntervalMining({ interval: 1 });
    }
  });

  it("signs an authorisation of exactly the amount for the vault, and nothing that stays", async () => {
    const { page, wallet } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Deposit" });
    await dialog.getByText(/^an authorisation \(EIP-3009\) of exactly 10.00 USDC/).waitFor();
    await expectForEverybody(page);
    await deposit(page, "12.5");
    const { contracts } = (await (await page.request.get("/v1/config")).json()) as {
      contracts: Record<string, string>;
    };
    const { primaryType, domain, message } = wallet.typedData[0]!;
    expect(primaryType).to.equal("ReceiveWithAuthorization");
    expect(domain).to.include({ name: "USD Coin", version: "2" });
    expect(message["value"]).to.equal("12500000");
    expect(isAddressEqual(message["from"] as Address, wallet.account.address)).to.equal(true);
    expect(isAddressEqual(message["to"] as Address, contracts["EscrowVault"] as Address)).to.equal(true);
    const allowance = await node().readContract({
      address: contracts["USDC"] as Address,
      abi: erc20Abi,
      functionName: "allowance",
      args: [wallet.account.address, contracts["EscrowVault"] as Address],
    });
    expect(allowance).to.equal(0n);
  });

  it("says no in the wallet, and nothing has happened", async () => {
    const { page, wallet } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Deposit" });
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByText("In your wallet: 1,000.00 USDC").waitFor();
    wallet.rejectNext();
    const submit = dialog.getByRole("button", { name: /^Deposit/ });
    await submit.click();
    await page.waitForFunction(
      (button) => button instanceof HTMLButtonElement && !button.disabled,
      await submit.elementHandle(),
    );
    expect(await dialog.getByRole("alert").count()).to.equal(0);
    await submit.click();
    await dialog.getByText("Done", { exact: true }).first().waitFor();
  });

  it("is told the number when the deposit is too small or not there", async () => {
    const { page } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Deposit" });
    await dialog.getByLabel("Amount").fill("0.5");
    await dialog.getByText("1.00 USDC at least.").waitFor();
    await dialog.getByLabel("Amount").fill("50");
    await dialog.getByText("0.00 USDC at most.").waitFor();
    expect(await dialog.getByRole("button", { name: /^Deposit/ }).isDisabled()).to.equal(true);
  });

  it("takes money out: thaw, wait by the chain's clock, withdraw", async () => {
    const { page } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    await deposit(page, "20");
    await page.getByRole("button", { name: "Take out" }).click();
    const dialog = page.getByRole("dialog", { name: "Take money out" });
    await dialog.getByLabel("Amount").fill("5");
    await dialog.getByRole("button", { name: "Start the thaw" }).click();
    await page.getByText(/5.00 USDC can be withdrawn in/).waitFor();
    await page.getByRole("button", { name: "+1 d" }).click();
    await page.getByText("5.00 USDC can be withdrawn now.").waitFor();
    await page.getByRole("button", { name: "Withdraw" }).click();
    await page.getByTestId("available").getByText("15.00").waitFor();
    await page.getByRole("cell", { name: "Withdrawn" }).waitFor();
  });

  it("makes a key for an agent, sees it this once, and revokes it", async () => {
    const { page } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("research agent");
    await page.getByRole("button", { name: "Create key" }).click();
    const shown = page.getByRole("dialog").getByRole("region", { name: "Private key" });
    expect((await shown.innerText()).trim()).to.match(/^0x[0-9a-f]{64}$/);
    await page.getByRole("button", { name: "I have copied it" }).click();
    const row = page.getByRole("listitem").filter({ hasText: "research agent" });
    await row.getByText("Active").waitFor();
    await row.getByRole("button", { name: "Revoke" }).click();
    await row.getByText("Revoked").waitFor();
  });
});
