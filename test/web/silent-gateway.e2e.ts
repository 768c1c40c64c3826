import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { expect } from "chai";
import type { Page } from "playwright-core";
import { parseUnits } from "viem";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { createReceiptCollector } from "../../sdk/verifier/create-receipt-collector.ts";
import { formatAmount, shortHex } from "../../web/src/lib/format.ts";
import { expectForEverybody } from "./axe.ts";
import { connect } from "./person.ts";
import { buyer, pass, silence, unsilence } from "./buyer.ts";
import { site, visit } from "./site.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const GATEWAY = demoAccount(1);
const PUBLISHER = demoAccount(4);
/** What a publisher has of a chart for 0.10 USDC, less the fee of 5 %. */
const NET = "0.095";

describe("a publisher whose gateway keeps silent", function () {
  this.timeout(300_000);
  let folder: string;
  before(async () => {
    mkdirSync(".stoa/test", { recursive: true });
    folder = resolve(mkdtempSync(".stoa/test/receipts-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(silence);
  afterEach(unsilence);

  /** The id of stoa/chart, as its receipts name it. */
  async function chartId(): Promise<bigint> {
    const { services } = (await (await fetch(`${site().stack.siteUrl}/v1/services?q=chart`)).json()) as {
      services: { name: string; serviceId: string }[];
    };
    return BigInt(services.find(({ name }) => name === "stoa/chart")!.serviceId);
  }

  /** A publisher's server collects what the gateway owes for stoa/chart. */
  async function collect(): Promise<string> {
    const file = resolve(folder, "receipts.jsonl");
    const { siteUrl } = site().stack;
    const serviceId = await chartId();
    await createReceiptCollector({ gateway: siteUrl, serviceId, account: PUBLISHER, file }).collect();
    return file;
  }

  const rowOf = (page: Page, payer: string) =>
    page
      .getByRole("region", { name: "Receipts that are not claimed" })
      .getByRole("row")
      .filter({ hasText: shortHex(payer) });

  it("sees from when a receipt can be forced, registers the payer's key, and is paid from the balance", async () => {
    const { address } = await buyer();
    const { page, complaints } = await visit("/publish/claims");
    await page.getByRole("main").getByText("Receipts belong to the wallet").waitFor();
    await connect(page, "Demo publisher");
    await page.getByText("Sign in to see your receipts").waitFor();
    await expectForEverybody(page);
    await page.getByRole("button", { name: "Sign in with your wallet" }).click();
    const row = rowOf(page, address);
    await row.getByText(/Can be forced in 5 h/).waitFor();
    expect(await row.getByRole("button").count()).to.equal(0);

    await pass(6 * HOUR);
    await row.getByText("0.10 USDC from the balance").waitFor();
    await row.getByRole("button", { name: "Force" }).click();
    const dialog = page.getByRole("dialog", { name: "Force a claim" });
    await dialog.getByText("The chain does not know the payer’s key yet").waitFor();
    await dialog.getByRole("button", { name: "Register the key" }).click();
    await dialog.getByRole("button", { name: "Force the payment" }).waitFor();
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: "Force the payment" }).click();
    await dialog.waitFor({ state: "detached" });

    const forced = page.getByRole("region", { name: "Forced claims" }).getByRole("row");
    const line = forced.filter({ hasText: shortHex(address) });
    await line.getByRole("cell", { name: "0.10 USDC" }).waitFor();
    await line.getByRole("cell", { name: "0.00 USDC" }).waitFor();
    await row.waitFor({ state: "detached" });
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });

  it("files against the bond with the collected file alone, and is paid by the gateway's operator", async () => {
    const { address, leave } = await buyer();
    const file = await collect();
    await leave();

    const { page } = await visit("/publish/claims");
    await connect(page, "Demo publisher");
    await page.getByLabel("Load receipts").setInputFiles(file);
    await page.getByText(/^receipts.jsonl: \d+ receipts?$/).waitFor();
    const row = rowOf(page, address);
    await row.getByText("0.10 USDC against the bond").waitFor();
    await row.getByRole("button", { name: "Force" }).click();
    const dialog = page.getByRole("dialog", { name: "Force a claim" });
    await dialog.getByRole("button", { name: "Register the key" }).click();
    await dialog.getByRole("button", { name: "File against the bond" }).click();
    await dialog.waitFor({ state: "detached" });
    const claims = page.getByRole("region", { name: "Claims on bonds" });
    await claims.getByText(`${NET} USDC filed`).waitFor();
    await claims.getByText(/^Closes in (7 d|6 d 23 h)/).waitFor();
    await expectForEverybody(page);

    const operator = await visit("/gateways");
    await connect(operator.page, "Demo gateway");
    await operator.page.getByText("Bond claimed").waitFor();
    await expectForEverybody(operator.page);
    await operator.page.getByRole("region", { name: "Gateways" }).getByRole("link").first().click();
    const run = operator.page.getByRole("region", { name: "Claims on the bond" });
    await run.getByText(`${NET} USDC filed`).waitFor();
    await operator.page.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await operator.page.getByText(/In your wallet: 1,0\d\d\.\d\d USDC/).waitFor();
    await expectForEverybody(operator.page);
    await run.getByRole("button", { name: `Allow ${NET} USDC` }).click();
    await run.getByRole("button", { name: `Pay ${NET} USDC` }).click();
    await run.waitFor({ state: "detached" });
    await operator.page.getByRole("region", { name: "Bond" }).getByText("Open", { exact: true }).waitFor();

    await claims.getByText("Paid by the gateway", { exact: true }).waitFor();
    await claims.getByRole("button", { name: `Collect ${NET} USDC` }).click();
    await claims.getByText(`${NET} USDC collected`).waitFor();
  });

  it("waits for the run to close, settles it and takes its part; the operator makes the bond whole", async () => {
    const { address, leave } = await buyer();
    await leave();
    const { page } = await visit("/publish/claims");
    await connect(page, "Demo publisher");
    await page.getByRole("button", { name: "Sign in with your wallet" }).click();
    const row = rowOf(page, address);
    await row.getByRole("button", { name: "Force" }).click();
    const dialog = page.getByRole("dialog", { name: "Force a claim" });
    await dialog.getByRole("button", { name: "Register the key" }).click();
    await dialog.getByRole("button", { name: "File against the bond" }).click();
    const line = page.getByRole("region", { name: "Claims on bonds" }).getByRole("listitem").first();
    await line.getByText(/^Closes in/).waitFor();
    await pass(7 * DAY);
    await line.getByRole("button", { name: "Settle the run" }).click();
    await line.getByRole("button", { name: `Collect ${NET} USDC` }).click();
    await line.getByText(`${NET} USDC collected`).waitFor();

    const operator = await visit(`/gateways/${GATEWAY.address}`);
    await connect(operator.page, "Demo gateway");
    const bond = operator.page.getByRole("region", { name: "Bond", exact: true });
    await bond.getByText("Short of bond").waitFor();
    const own = operator.page.getByRole("region", { name: "Your gateway" });
    await own.getByLabel("Amount").fill("1");
    await own.getByRole("button", { name: "Add bond" }).click();
    await bond.getByText("Open", { exact: true }).waitFor();
    const whole = parseUnits("5001", 6) - parseUnits(NET, 6);
    await operator.page
      .getByTestId("bond")
      .getByText(formatAmount(whole, { decimals: 6 }))
      .waitFor();
  });
});

describe("a gateway's operator", function () {
  this.timeout(300_000);

  it("leaves, takes the bond out after the exit, and comes back", async () => {
    const { page } = await visit(`/gateways/${GATEWAY.address}`);
    expect(await page.getByRole("region", { name: "Your gateway" }).count()).to.equal(0);
    await connect(page, "Demo gateway");
    const bond = page.getByRole("region", { name: "Bond", exact: true });
    const own = page.getByRole("region", { name: "Your gateway" });
    const [total = ""] = /[\d,.]+/.exec(await page.getByTestId("bond").innerText()) ?? [];
    await own.getByRole("button", { name: "Leave" }).click();
    await expectForEverybody(page);
    await page.getByRole("dialog").getByRole("button", { name: "Request the exit" }).click();
    await bond.getByText("Leaving").waitFor();
    expect(await own.getByRole("button", { name: "Withdraw the bond" }).isDisabled()).to.equal(true);
    await pass(28 * DAY);
    await own.getByRole("button", { name: "Withdraw the bond" }).click();
    await page.getByTestId("bond").getByText("0.00").waitFor();
    await own.getByRole("button", { name: "Take the exit back" }).click();
    await bond.getByText("Short of bond").waitFor();
    await own.getByLabel("Amount").fill(total.replaceAll(",", ""));
    await own.getByRole("button", { name: "Add bond" }).click();
    await bond.getByText("Open", { exact: true }).waitFor();
    await page.getByRole("region", { name: "Keys that sign receipts" }).getByText("In force").waitFor();
  });
});
