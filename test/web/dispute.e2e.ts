import { expect } from "chai";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { shortHex } from "../../web/src/lib/format.ts";
import { buyCall } from "../stack/consumer.ts";
import { expectForEverybody } from "./axe.ts";
import { buyer, claimAll, pass } from "./buyer.ts";
import { connect } from "./person.ts";
import { site, visit } from "./site.ts";

const DAY = 86_400;
const CONSUMER = demoAccount(5);
const GATEWAY = demoAccount(1);

describe("a payer who doubts a charge", function () {
  this.timeout(300_000);

  it("asks for its receipt, and sees which call the gateway shows, until the gateway has won", async () => {
    await buyCall(site().stack.siteUrl);
    await claimAll();

    const { page, complaints } = await visit("/account/disputes");
    await page.getByText("Only the wallet that paid can dispute a charge.").waitFor();
    await connect(page, "Demo consumer");
    const row = page
      .getByRole("region", { name: "Claimed from your account" })
      .getByRole("row")
      .filter({ hasText: "stoa/solidity" })
      .first();
    await row.getByRole("button", { name: "Ask for the receipt" }).click();
    const dialog = page.getByRole("dialog", { name: "Ask for the receipt" });
    await dialog.getByText("Your dispute bond", { exact: true }).waitFor();
    await dialog.getByLabel("Which money").fill("100");
    await dialog.getByText(/USDC at most\.$/).waitFor();
    expect(await dialog.getByRole("button", { name: /^Put up/ }).isDisabled()).to.equal(true);
    await dialog.getByRole("button", { name: "Max" }).click();
    await dialog.getByLabel("Why you ask").selectOption("I made no such call");
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: /^Put up/ }).click();
    await dialog.waitFor({ state: "detached" });

    const dispute = page.getByRole("region", { name: "Your disputes" }).getByRole("listitem").first();
    await dispute.getByText("Receipt shown").waitFor();
    await dispute.getByText("Receipt of call").waitFor();
    await dispute.getByText("Succeeded").waitFor();
    await dispute.getByText(/^until .*, in 1 d 23 h$/).waitFor();
    await expectForEverybody(page);
    await dispute.getByRole("button", { name: "Refute" }).click();
    const refuting = page.getByRole("dialog", { name: "Refute the receipt" });
    await refuting.getByLabel("The other receipt").fill("my word");
    await refuting.getByText("This is no signed receipt.").waitFor();
    await expectForEverybody(page);
    await refuting.getByRole("button", { name: "Close" }).click();

    await pass(2 * DAY + 60);
    await dispute.getByText("The charge stood").waitFor();
    await page.getByText("Nothing was claimed in the last two days").waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);

    const operator = await visit(`/gateways/${GATEWAY.address}`);
    await connect(operator.page, "Demo gateway");
    const line = operator.page
      .getByRole("region", { name: "Disputes of this gateway’s claims" })
      .getByRole("row")
      .filter({ hasText: shortHex(CONSUMER.address) });
    await line.first().getByText("The charge stood").waitFor();
    await expectForEverybody(operator.page);
    const purse = operator.page.getByRole("region", { name: "Dispute bonds" });
    await purse.getByRole("button", { name: /^Collect (?!0\.00)/ }).click();
    await purse.getByRole("button", { name: "Collect 0.00 USDC" }).waitFor();
  });

  it("says that the shown call failed: for a second bond the charge waits for a ruling", async () => {
    const { key } = await buyer();
    await claimAll();
    const { page, complaints } = await visit("/account/disputes", { key });
    await connect(page);
    await page.getByRole("button", { name: "Ask for the receipt" }).click();
    const dialog = page.getByRole("dialog", { name: "Ask for the receipt" });
    await dialog.getByLabel("Why you ask").selectOption("The call failed, and was charged");
    await dialog.getByLabel("Which money").fill("0.05");
    await dialog.getByText("Your wallet holds 0.00 USDC, less than the bond.").waitFor();
    await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await dialog.getByRole("button", { name: "Put up 5.00 USDC and ask" }).click();
    await dialog.waitFor({ state: "detached" });

    const dispute = page.getByRole("region", { name: "Your disputes" }).getByRole("listitem").first();
    await dispute.getByRole("button", { name: "Contest" }).click();
    const contest = page.getByRole("dialog", { name: "Contest the call" });
    await contest.getByText("10.00 USDC are lost").waitFor();
    await contest.getByText("0.10 USDC", { exact: true }).waitFor();
    await expectForEverybody(page);
    await contest.getByRole("button", { name: "Put up 5.00 USDC and contest" }).click();
    await contest.waitFor({ state: "detached" });
    await dispute.getByText("Waits for a ruling").waitFor();
    await dispute.getByText(/with 10.00 USDC$/).waitFor();
    await dispute.getByText(/^until .*, in 20 d 23 h$/).waitFor();
    await expectForEverybody(page);

    await dispute.getByRole("button", { name: "Go to court" }).click();
    const opening = page.getByRole("dialog", { name: /^Go to court: charge \d+$/ });
    await opening.getByText("None: it is at the dispute").waitFor();
    await opening.getByLabel("What happened").fill("The chart came back empty, and was charged.");
    await expectForEverybody(page);
    await opening.getByRole("button", { name: "Open the case" }).click();
    await page.waitForURL(/\/court\/\d+$/);
    await page.getByRole("region", { name: "The case" }).getByText("0.10 USDC").waitFor();
    await expectForEverybody(page);
    await page.goto("/account/disputes");
    await dispute.getByRole("link", { name: /^Case \d+$/ }).waitFor();
    expect(complaints).to.deep.equal([]);
  });
});
