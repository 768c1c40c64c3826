/** What people do on the site who pay ahead, and who sell it. */
import type { Page } from "playwright-core";
import { connect, deposit } from "./person.ts";
import { visit, type Visit, type VisitOptions } from "./site.ts";

interface Plan {
  readonly name: string;
  /** As typed. */
  readonly price: string;
  readonly calls: string;
  readonly days?: string;
  /** Services of other publishers. */
  readonly others?: readonly string[];
}

/** On the page where its service is managed. */
export async function makePlan(page: Page, { name, price, calls, days, others = [] }: Plan): Promise<void> {
  const plans = page.getByRole("region", { name: "Plans", exact: true });
  await plans.getByRole("button", { name: "New plan" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("Price of a period").fill(price);
  await dialog.getByLabel("Calls in a period").fill(calls);
  if (days) await dialog.getByLabel("Days in a period").fill(days);
  for (const other of others) {
    await dialog.getByLabel(/^Add another publisher/).fill(other);
    await dialog.getByRole("button", { name: "Add", exact: true }).click();
    await dialog.getByText("its publisher has to accept").waitFor();
  }
  await dialog.getByRole("button", { name: "Make the plan" }).click();
  await dialog.waitFor({ state: "detached" });
  await plans.getByRole("listitem").filter({ hasText: name }).first().waitFor();
}

/** Somebody new at `path`, connected, with so much test money in the account at the gateway. */
export async function payerAt(path: string, amount: string, options?: VisitOptions): Promise<Visit> {
  const found = await visit("/account", options);
  await connect(found.page);
  await found.page.getByRole("button", { name: "Deposit", exact: true }).click();
  await deposit(found.page, amount);
  await found.page.goto(path);
  await found.page.getByRole("button", { name: /^Wallet 0x/ }).waitFor();
  return found;
}

/** Subscribes on the tab Plans, from the account, to no more than so many periods. */
export async function subscribe(page: Page, plan: string, periods: string): Promise<void> {
  await page.getByRole("button", { name: `Subscribe to ${plan}`, exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Subscribe to ${plan}` });
  await dialog.getByLabel("Periods at most").fill(periods);
  await dialog.getByRole("button", { name: /^Subscribe ·/ }).click();
  await dialog.waitFor({ state: "detached" });
}

/** Runs the chart's example on the tab Try, and waits until the answer says so. */
export async function tryChart(page: Page, says: string): Promise<void> {
  await page.getByRole("button", { name: "Fill in the example" }).click();
  await page.getByRole("button", { name: "Run" }).click();
  await page.getByRole("region", { name: "Answer" }).getByText(says).waitFor();
}
