/** What a person does on the site again and again. */
import { AxeBuilder } from "@axe-core/playwright";
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
  await dialog.getByRole("button", { name: "Get 1,000 test USDC" }).click();
  await dialog.getByText("In your wallet: 1,000.00 USDC").waitFor();
  await dialog.getByLabel("Amount").fill(amount);
  await dialog.getByRole("button", { name: /^Deposit/ }).click();
  await dialog.getByText("Done", { exact: true }).first().waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await blocksPass(page, SAFE_BLOCKS + 1);
}

/** The local gateway counts a deposit when so many blocks stand on it. */
const SAFE_BLOCKS = 2;

/** Waits until the footer's block number has grown by `count`. */
async function blocksPass(page: Page, count: number): Promise<void> {
  const footer = page.getByRole("contentinfo");
  const blockOf = (text: string) => Number(/block ([\d,]+)/.exec(text)?.[1]?.replaceAll(",", ""));
  const start = blockOf(await footer.innerText());
  await page.waitForFunction(
    (least) =>
      Number(
        /block ([\d,]+)/.exec(document.querySelector("footer")?.innerText ?? "")?.[1]?.replaceAll(",", ""),
      ) >= least,
    start + count,
  );
}

/** Waits until nothing on the page says that it is still loading. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector("main") && !document.querySelector("[aria-busy='true']"),
  );
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function violationsOf(page: Page): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
