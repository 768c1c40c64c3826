/** What a person does on the site again and again. */
import type { Page } from "playwright-core";

/** Connects a wallet by the site's own dialog. */
export async function connect(page: Page, wallet = "Test Wallet"): Promise<void> {
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Connect/ })
    .click();
  await page.getByRole("button", { name: wallet, exact: true }).click();
  await page.getByRole("button", { name: /^Wallet 0x/ }).waitFor();
}

/** Test money, then `amount` of it into escrow, in the dialog that is open. */
export async function deposit(page: Page, amount: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: "Deposit" });
  await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
  await dialog.getByText(/In your wallet: [12],000.00 USDC/).waitFor();
  await dialog.getByLabel("Amount").fill(amount);
  await dialog.getByRole("button", { name: /^Deposit/ }).click();
  await dialog.getByText("Done", { exact: true }).first().waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
}
