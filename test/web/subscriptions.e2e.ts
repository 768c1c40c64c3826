import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { connect, draftListing, list } from "./person.ts";
import { makePlan, payerAt, subscribe, tryChart } from "./prepaid.ts";
import { node, site, visit } from "./site.ts";

describe("a subscription", function () {
  this.timeout(300_000);

  it("is bought from the account by one signature, pays its calls, leaves the next to a voucher, and is cancelled without gas", async () => {
    const seller = await visit("/publish/stoa/chart");
    await connect(seller.page, "Demo publisher");
    await makePlan(seller.page, { name: "Two charts", price: "3", calls: "2" });
    await expectForEverybody(seller.page);

    const stranger = await visit("/services/stoa/chart?tab=plans");
    const offer = stranger.page.getByRole("region", { name: "Two charts" });
    await offer.getByText("3.00 USDC").waitFor();
    await offer.getByText("every 30 d").waitFor();
    await offer.getByText("Each call beyond costs 0.10 USDC, from your balance.").waitFor();
    await offer.getByRole("button", { name: "Connect to subscribe" }).waitFor();
    await expectForEverybody(stranger.page);

    const { page, wallet, complaints } = await payerAt("/services/stoa/chart?tab=plans", "10");
    const sent = wallet.sent.length;
    await subscribe(page, "Two charts", "5");
    const own = page.getByRole("region", { name: "Subscriptions", exact: true });
    await own.getByText("0 of 2 calls used, 2 left").waitFor();
    await own.getByText(/^Renews .+ for 3\.00 USDC from your account\.$/).waitFor();
    await expectForEverybody(page);

    await page.getByRole("tab", { name: "Try" }).click();
    await page.getByRole("button", { name: "Create key" }).click();
    await page.getByText(/^Your subscription pays: 2 of 2 calls left\./).waitFor();
    await tryChart(page, "One call of your subscription");
    await page.getByText(/^Your subscription pays: 1 of 2 calls left\./).waitFor();
    await tryChart(page, "One call of your subscription");
    await page.getByRole("heading", { name: "Paid by the call" }).waitFor();
    await tryChart(page, "Charged 0.10 USDC");

    await page.goto("/account");
    await own.getByText("2 of 2 calls used, none left").waitFor();
    await expectForEverybody(page);
    await own.getByRole("button", { name: "Cancel Two charts" }).click();
    const dialog = page.getByRole("dialog", { name: "Cancel Two charts" });
    await dialog.getByText(/^about 2\.99\d* USDC$/).waitFor();
    await dialog.getByText("your account at the gateway").waitFor();
    await dialog.getByRole("button", { name: "Cancel the subscription" }).click();
    await own.getByText("Over", { exact: true }).waitFor();
    await own.getByText(/2\.99\d* USDC came back$/).waitFor();
    expect(wallet.sent.length, "transactions of the payer's own").to.equal(sent);
    expect(complaints).to.deep.equal([]);
  });

  it("is bought from the wallet as well, and changed for another plan, which ends the first", async () => {
    const seller = await visit("/publish/stoa/chart");
    await connect(seller.page, "Demo publisher");
    await makePlan(seller.page, { name: "Small", price: "1", calls: "10" });
    await makePlan(seller.page, { name: "Large", price: "4", calls: "100" });

    const { page } = await visit("/services/stoa/chart?tab=plans");
    await connect(page);
    await page.getByRole("button", { name: "Subscribe to Small", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Your account can spend 0.00 USDC of the 1.00 USDC needed.").waitFor();
    await dialog.getByRole("radio", { name: /^Wallet/ }).click();
    await dialog.getByText("Your wallet holds 0.00 USDC of the 1.00 USDC needed.").waitFor();
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByRole("button", { name: "Subscribe · 1.00 USDC" }).click();
    await dialog.waitFor({ state: "detached" });
    const own = page.getByRole("region", { name: "Subscriptions", exact: true });
    await own.getByText(/The next period waits for you to pay 1\.00 USDC\.$/).waitFor();

    await page.getByRole("button", { name: "Change to Large", exact: true }).click();
    await dialog.getByRole("radio", { name: /^Wallet/ }).click();
    await dialog.getByText(/^about (0\.99\d*|1\.00) USDC$/).waitFor();
    await dialog.getByRole("button", { name: "Change the plan · 4.00 USDC" }).click();
    await dialog.waitFor({ state: "detached" });
    const items = own.getByRole("listitem");
    await items.filter({ hasText: "Large" }).getByText("Runs", { exact: true }).waitFor();
    await items.filter({ hasText: "Small" }).getByText("Over", { exact: true }).waitFor();
  });

  it("waits for a deposit to count, and asks the gateway for nothing that it would refuse", async () => {
    const seller = await visit("/publish/stoa/chart");
    await connect(seller.page, "Demo publisher");
    await makePlan(seller.page, { name: "Soon", price: "2", calls: "3" });

    const chain = node();
    // From here on a block comes with a transaction, or when the test says so.
    await chain.setIntervalMining({ interval: 0 });
    try {
      const { page, complaints } = await payerAt("/services/stoa/chart?tab=plans", "5");
      const asked = Promise.withResolvers<void>();
      const held = Promise.withResolvers<void>();
      await page.route("**/v1/chain", async (route) => {
        asked.resolve();
        await held.promise;
        await route.continue();
      });
      await page.getByRole("button", { name: "Subscribe to Soon", exact: true }).click();
      const dialog = page.getByRole("dialog");
      const pay = dialog.getByRole("button", { name: "Subscribe · 2.00 USDC" });
      await asked.promise;
      // What counts is not known yet.
      await dialog.getByRole("radio", { name: /^Wallet\s*995\.00 USDC/ }).waitFor();
      expect(await pay.isDisabled()).to.equal(true);
      held.resolve();
      await dialog.getByText("5.00 USDC counts for calls after 2 more blocks.").waitFor();
      expect(await pay.isDisabled()).to.equal(true);
      await chain.mine({ blocks: 2 });
      await chain.setIntervalMining({ interval: 1 });
      await pay.click();
      await dialog.waitFor({ state: "detached" });
      expect(complaints).to.deep.equal([]);
    } finally {
      await chain.setIntervalMining({ interval: 1 });
    }
  });

  it("of a bundle opens when the other publisher has accepted his part", async () => {
    const partner = await visit("/publish/new");
    await connect(partner.page);
    await draftListing(partner.page, "delos/echo", site().stack.serviceUrl("stoa/everything"));
    await list(partner.page, "delos/echo");

    const maker = await visit("/publish/stoa/chart");
    await connect(maker.page, "Demo publisher");
    await makePlan(maker.page, { name: "Islands", price: "8", calls: "50", others: ["delos/echo"] });
    const plans = maker.page.getByRole("region", { name: "Plans", exact: true });
    await plans.getByText("delos/echo: 50 %, 4.00 USDC of each period · has to accept").waitFor();

    const { page } = await payerAt("/services/delos/echo?tab=plans", "10");
    await page.getByText("No plans", { exact: true }).waitFor();

    await partner.page.goto("/publish/delos/echo");
    await partner.page.getByRole("button", { name: "Accept Islands" }).click();
    await partner.page
      .getByRole("region", { name: "Plans", exact: true })
      .getByText("Open", { exact: true })
      .waitFor();

    await page.reload();
    const offer = page.getByRole("region", { name: "Islands" });
    await offer.getByRole("link", { name: "stoa/chart" }).waitFor();
    await subscribe(page, "Islands", "1");
    const own = page.getByRole("region", { name: "Subscriptions", exact: true });
    await own.getByText(/^Ends .+ It does not renew\.$/).waitFor();
    await page.goto("/services/stoa/chart?tab=plans");
    await own.getByText("stoa/chart, delos/echo").waitFor();
  });
});
