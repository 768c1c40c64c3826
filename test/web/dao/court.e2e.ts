import { expect } from "chai";
import type { Page } from "playwright-core";
import { topUp } from "../../../scripts/demo/usdc.ts";
import { connect as connectTo } from "../../../scripts/deploy/client.ts";
import { demoAccount, demoKey } from "../../../scripts/start/accounts.ts";
import { expectForEverybody } from "../axe.ts";
import { buyer, claimAll, pass } from "../buyer.ts";
import { contractsHere } from "../holder.ts";
import { connect } from "../person.ts";
import { site, visit } from "../site.ts";

const DAY = 86_400;
const USDC = 1_000_000n;
const PUBLISHER = 4;
/** The tier of appeals: a day until the vote, five days of it. */
const OPERATIONS = { delay: DAY, period: 5 * DAY };
/** Of the audit council: two of three. */
const [FIRST, SECOND] = [13, 14] as const;

function region(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

/** Votes on the proposal that `page` shows. */
async function vote(wallet: string, path: string, choice: string): Promise<void> {
  const { page } = await visit(path);
  await connect(page, wallet);
  await page.getByRole("button", { name: choice }).click();
  await page.getByText(/^You voted/).waitFor();
}

describe("a client whom a service has harmed", function () {
  this.timeout(400_000);

  it("takes its stake to court, has a ruling that an appeal does not change, and gets the money back", async () => {
    const harmed = await buyer();
    await claimAll();

    const visitor = await visit("/court");
    await region(visitor.page, "How a case goes").waitFor();
    await expectForEverybody(visitor.page);

    const { page, complaints } = await visit("/services/stoa/chart?tab=records", { key: harmed.key });
    // A visitor sees that there is a court before he has a wallet.
    await page.getByRole("button", { name: "Go to court" }).click();
    await page
      .getByRole("dialog", { name: "Connect a wallet" })
      .getByRole("button", { name: "Close" })
      .click();
    await connect(page);
    await page.getByRole("button", { name: "Go to court" }).click();
    const opening = page.getByRole("dialog", { name: "Go to court: the stake of stoa/chart" });
    await opening.getByLabel("To take from the stake").fill("20");
    await opening.getByRole("button", { name: "Name a client" }).click();
    const client = opening.getByRole("group", { name: "Client 1" });
    await client.getByLabel("Account").fill(demoAccount(9).address);
    await client.getByText("This account has paid nothing to this service by voucher.").waitFor();
    await expectForEverybody(page);
    await opening.getByRole("button", { name: "Remove client 1" }).click();
    await opening.getByRole("button", { name: "Name yourself" }).click();
    await client.getByText("It has paid 0.10 USDC.").waitFor();
    await opening.getByText("0.10 USDC", { exact: true }).waitFor();
    await opening.getByText("9.95 USDC", { exact: true }).waitFor();
    await opening.getByLabel("What happened").fill("The chart was drawn from the numbers of yesterday.");
    await opening.getByText("less than the bond.", { exact: false }).waitFor();
    await opening.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await opening.getByRole("button", { name: /^Put up [\d.]+ USDC and open the case$/ }).click();
    await page.waitForURL(/\/court\/\d+$/);
    const path = new URL(page.url()).pathname;
    await page.getByText("Only the respondent’s wallet can answer.", { exact: false }).waitFor();
    await region(page, "The case").getByText("0.10 USDC", { exact: true }).waitFor();
    await expectForEverybody(page);

    // The publisher learns of it where he manages the service.
    const { USDC: token } = contractsHere();
    const { address } = demoAccount(PUBLISHER);
    await topUp(await connectTo(site().stack.rpcUrl, demoAccount(PUBLISHER)), token, address, 100n * USDC);
    const publisher = await visit("/publish/stoa/chart");
    await connect(publisher.page, "Demo publisher");
    await publisher.page.getByText("The stake is before the Court").waitFor();
    await expectForEverybody(publisher.page);
    await publisher.page.getByRole("link", { name: /^Case \d+$/ }).click();
    await publisher.page.getByRole("button", { name: "Admit it" }).click();
    const admitting = publisher.page.getByRole("dialog", { name: "Admit the case" });
    await expectForEverybody(publisher.page);
    await admitting.getByRole("button", { name: "Close" }).click();
    await publisher.page.getByLabel("Your answer").fill("The caller gave us the numbers.");
    await publisher.page.getByRole("button", { name: /^Put up [\d.]+ USDC and deny it$/ }).click();
    const next = region(publisher.page, "What comes next");
    await next.getByText("Waits for a ruling", { exact: true }).waitFor();
    await region(page, "Evidence").getByText("The caller gave us the numbers.").waitFor();
    await page.getByLabel("Add evidence").fill("Receipt and answer: https://client.example/chart");
    await page.getByRole("button", { name: "Add it" }).click();
    await region(page, "Evidence").getByText("Receipt and answer", { exact: false }).waitFor();

    const first = await visit(path, { key: demoKey(FIRST) });
    await connect(first.page);
    const ruling = region(first.page, "The council’s ruling");
    await ruling.getByLabel("Ruling").selectOption("For the challenger");
    await ruling.getByRole("button", { name: "Propose it" }).click();
    await ruling.getByText("1 of 2 approvals", { exact: false }).waitFor();
    await expectForEverybody(first.page);
    const second = await visit(path, { key: demoKey(SECOND) });
    await connect(second.page);
    await second.page.getByRole("button", { name: "Approve" }).click();
    await second.page.getByText("2 of 2 approvals", { exact: false }).waitFor();
    await second.page.getByRole("button", { name: "Enact" }).click();
    await second.page.getByText("can be made in", { exact: false }).waitFor();
    await pass(DAY + 60);
    await second.page.getByRole("button", { name: "Enact" }).click();
    await next.getByText("Ruled", { exact: true }).waitFor();

    await next.getByRole("button", { name: /^Appeal for/ }).click();
    const appealing = publisher.page.getByRole("dialog", { name: "Appeal the ruling" });
    await appealing.getByText("Against the challenger", { exact: true }).waitFor();
    await expectForEverybody(publisher.page);
    await appealing.getByRole("button", { name: /and appeal$/ }).click();
    await appealing.waitFor({ state: "detached" });
    await next.getByText("Appealed", { exact: true }).waitFor();
    await expectForEverybody(publisher.page);
    await next.getByRole("link", { name: "See the vote" }).click();
    await publisher.page.getByRole("heading", { level: 1, name: /Appeal of case \d+: reject it/ }).waitFor();
    await publisher.page.getByText("Against the challenger", { exact: true }).waitFor();
    await expectForEverybody(publisher.page);
    await publisher.page.getByRole("link", { name: /^Case \d+$/ }).waitFor();
    const proposal = new URL(publisher.page.url()).pathname;
    await pass(OPERATIONS.delay + 60);
    await vote("Demo delegate", proposal, "Vote Against");
    await pass(OPERATIONS.period);

    // Weeks before the time for the vote is over.
    const due = region(page, "What comes next");
    await due.getByText("The appeal failed", { exact: true }).waitFor();
    await expectForEverybody(page);
    await due.getByRole("button", { name: "Carry it out" }).click();
    await due.getByText("Closed", { exact: true }).waitFor();
    await region(page, "The case").getByText("20.00 USDC", { exact: true }).first().waitFor();
    await expectForEverybody(page);
    await due.getByRole("link", { name: "Collect bonds" }).click();
    await region(page, "Bonds of cases")
      .getByRole("button", { name: /^Collect (?!0\.00)/ })
      .click();
    await page.getByRole("button", { name: "Collect 0.00 USDC" }).waitFor();
    await page.getByRole("combobox", { name: "Cases" }).selectOption("That I am part of");
    await page.getByRole("link", { name: /^Case \d+$/ }).waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
    expect(publisher.complaints).to.deep.equal([]);

    // With what was taken the service was below the least stake.
    await publisher.page.goto("/publish/stoa/chart");
    const stake = region(publisher.page, "Stake");
    await stake.getByLabel("Amount").fill("20");
    await stake.getByRole("button", { name: "Add stake" }).click();
    await publisher.page.getByText("Stake changed").waitFor();
  });
});
