import { connect, moveClock } from "../person.ts";
import { makePlan } from "../prepaid.ts";
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
