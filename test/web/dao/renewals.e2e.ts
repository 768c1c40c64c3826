import { expect } from "chai";
import { expectForEverybody } from "../axe.ts";
import { connect, moveClock } from "../person.ts";
import { makePlan, payerAt, subscribe } from "../prepaid.ts";
import { visit } from "../site.ts";

describe("a subscription's next period", function () {
  this.timeout(300_000);
  const TAB = "/services/stoa/chart?tab=plans";

  before("a plan for a day", async () => {
    const { page } = await visit("/publish/stoa/chart");
    await connect(page, "Demo publisher");
    await makePlan(page, { name: "Day by day", price: "3", calls: "4", days: "1" });
    await page.context().close();
  });

  it("is charged to the account by itself, waits for a deposit where that is short, and never comes after the last", async () => {
    const { page, complaints } = await payerAt(TAB, "5");
    await subscribe(page, "Day by day", "2");
    const own = page.getByRole("region", { name: "Subscriptions", exact: true });
    await own.getByText("0 of 4 calls used, 4 left").waitFor();
    await moveClock(page, "+1 d");
    await own.getByText("Due", { exact: true }).waitFor();
    await page.goto("/account");
    await own.getByText(/^Your account can spend 2\.00 USDC of the 3\.00 USDC needed\./).waitFor();
    await expectForEverybody(page);

    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Deposit" });
    await dialog.getByLabel("Amount").fill("10");
    await dialog.getByRole("button", { name: /^Deposit/ }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await own.getByText("6.00 USDC paid for 2 periods").waitFor();
    await own.getByText(/^Ends .+ It does not renew\.$/).waitFor();
    await moveClock(page, "+1 d");
    await own.getByText("Over", { exact: true }).waitFor();
    await page.getByTestId("available").getByText("9.00").waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it("is the payer's to begin where the wallet pays", async () => {
    const { page } = await visit(TAB);
    await connect(page);
    await page.getByRole("button", { name: "Subscribe to Day by day", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Wallet/ }).click();
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByRole("button", { name: "Subscribe · 3.00 USDC" }).click();
    await dialog.waitFor({ state: "detached" });
    const own = page.getByRole("region", { name: "Subscriptions", exact: true });
    await own.getByText("Runs", { exact: true }).waitFor();
    await moveClock(page, "+1 d");
    await own.getByText(/^Over since .+ The next period costs 3\.00 USDC\.$/).waitFor();
    await own.getByRole("button", { name: "Pay the next period" }).click();
    await own.getByText("6.00 USDC paid for 2 periods").waitFor();
  });
});
