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

/** Fills in the page /publish/new for the server at `endpoint`, up to the review. */
export async function draftListing(page: Page, name: string, endpoint: string): Promise<void> {
  await page.getByRole("textbox", { name: "Endpoint" }).fill(endpoint);
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByText(/answered in \d+ ms with \d+ tools/).waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("textbox", { name: "Description" }).fill("Echoes what it is told.");
  await page.getByRole("checkbox", { name: "Reference" }).click();
  await chooseArtifact(page, "echo 1.0.0");
  await page.getByLabel(/Price of a call/).fill("0.03");
  await page.getByRole("button", { name: "Review" }).click();
  await page.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
  await page.getByText(/1,000.00 USDC in your wallet/).waitFor();
}

/** Stakes and lists what was drafted, and waits for the link to its page. */
export async function list(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Stake and list" }).click();
  await page.getByRole("link", { name }).waitFor();
}

/** Chooses a file with this content as what was released. */
export async function chooseArtifact(page: Page, content: string): Promise<void> {
  await page
    .getByLabel("Released artifact")
    .setInputFiles({ name: "echo.tgz", mimeType: "application/gzip", buffer: Buffer.from(content) });
}

/** Moves the local chain's clock by the bar's button with this label, and waits until it has moved. */
export async function moveClock(page: Page, label: string): Promise<void> {
  const button = page.getByRole("button", { name: label, exact: true });
  const moved = page.waitForResponse((response) => response.url().endsWith("/v1/time"));
  await button.click();
  await moved;
  await page.waitForFunction(
    (element) => element instanceof HTMLButtonElement && !element.disabled,
    await button.elementHandle(),
  );
}
