import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { connect, moveClock } from "./person.ts";
import { payerAt, tryChart } from "./prepaid.ts";
import { visit } from "./site.ts";

describe("a stream", function () {
  this.timeout(300_000);

  before("a publisher offers them", async () => {
    const { page } = await visit("/publish/stoa/chart");
    await connect(page, "Demo publisher");
    const card = page.getByRole("region", { name: "Streams", exact: true });
    await card.getByLabel("Price of an hour").fill("3.6");
    await card.getByLabel("Notice, minutes").fill("30");
    await card.getByRole("button", { name: "Offer streams" }).click();
    await card.getByText("You offer streams at 3.60 USDC an hour, with 30 min notice.").waitFor();
    await expectForEverybody(page);
    await page.context().close();
  });

  it("is opened, fed and closed from the account without gas, serves calls, and gives back what it has not earned", async () => {
    const { page, wallet, complaints } = await payerAt("/services/stoa/chart?tab=plans", "30");
    const sent = wallet.sent.length;
    const card = page.getByRole("region", { name: "By the second" });
    await card.getByText(/^3\.60 USDC an hour, .+ it earns for 30 min after that\.$/).waitFor();
    await card.getByRole("button", { name: "Open a stream" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Set aside").fill("1");
    await dialog.getByText("5.40 USDC at least.").waitFor();
    await dialog.getByLabel("Set aside").fill("7.2");
    await dialog.getByText(/for 2 h$/).waitFor();
    await dialog.getByRole("button", { name: "Set 7.20 USDC aside" }).click();
    await dialog.waitFor({ state: "detached" });
    await card.getByText(/ of 7\.20 USDC spent$/).waitFor();
    await expectForEverybody(page);

    await page.getByRole("tab", { name: "Try" }).click();
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByText("Your stream pays, as long as it runs.").waitFor();
    await tryChart(page, "Served on your stream");

    await page.goto("/account");
    const own = page.getByRole("region", { name: "Streams", exact: true });
    await own.getByText("1 call served").waitFor();
    await own.getByRole("button", { name: "Add" }).click();
    await dialog.getByLabel("Amount").fill("3.6");
    await dialog.getByText(/, 1 h longer$/).waitFor();
    await dialog.getByRole("button", { name: "Add 3.60 USDC" }).click();
    await own.getByText(/ of 10\.80 USDC spent$/).waitFor();
    await own.getByRole("button", { name: "Close" }).click();
    await dialog.getByText("your account at the gateway").waitFor();
    await dialog.getByRole("button", { name: "Close the stream" }).click();
    await own.getByText("Closing", { exact: true }).waitFor();
    await own.getByText(/^[78]\.\d+ USDC comes back then$/).waitFor();
    await expectForEverybody(page);
    expect(wallet.sent.length, "transactions of the payer's own").to.equal(sent);

    await moveClock(page, "+1 h");
    await own.getByRole("button", { name: /^Take [78]\.\d+ USDC back$/ }).click();
    await own.getByText("Paid back", { exact: true }).waitFor();
    await own.getByText(/USDC came back$/).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it("is opened and fed from the wallet, which collects what is left; the publisher passes on what it earned", async () => {
    const { page } = await visit("/services/stoa/chart?tab=plans");
    await connect(page);
    const card = page.getByRole("region", { name: "By the second" });
    await card.getByRole("button", { name: "Open a stream" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Wallet/ }).click();
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByLabel("Set aside").fill("7.2");
    await dialog.getByRole("button", { name: "Set 7.20 USDC aside" }).click();
    await dialog.waitFor({ state: "detached" });
    await card.getByRole("button", { name: "Add" }).click();
    await dialog.getByLabel("Amount").fill("3.6");
    await dialog.getByRole("button", { name: "Add 3.60 USDC" }).click();
    await card.getByText(/ of 10\.80 USDC spent$/).waitFor();
    await card.getByRole("button", { name: "Close" }).click();
    await dialog.getByRole("button", { name: "Send it yourself instead" }).click();
    await card.getByText("Closing", { exact: true }).waitFor();
    await moveClock(page, "+1 h");
    await card.getByRole("button", { name: /^Take .+ back$/ }).click();
    await card.getByText("Paid back", { exact: true }).waitFor();
    await page.goto("/account");
    await page.getByRole("button", { name: /^Collect [89]\.\d+ USDC$/ }).click();
    await page.getByText(/^Yours to collect: 0\.00 USDC\. Collected so far: [89]\./).waitFor();

    const seller = await visit("/publish/stoa/chart");
    await connect(seller.page, "Demo publisher");
    const earned = seller.page.getByRole("region", { name: "Earned ahead" });
    await earned.getByText(/^Streams: /).waitFor();
    await earned
      .getByRole("button", { name: /^Pass on (?!0\.00 )/ })
      .last()
      .click();
    await seller.page.getByText("Passed on to your earnings").waitFor();
  });
});
