import { expect } from "chai";
import type { Page } from "playwright-core";
import { demoAccount, demoKey } from "../../../scripts/start/accounts.ts";
import { shortHex } from "../../../web/src/lib/format.ts";
import { expectForEverybody } from "../axe.ts";
import { pass } from "../buyer.ts";
import { holder, STOA } from "../holder.ts";
import { connect } from "../person.ts";
import { node, visit } from "../site.ts";

const DAY = 86_400;
/** The tier of fees: a day until the vote, five days of it, two days in the queue. */
const OPERATIONS = { delay: DAY, period: 5 * DAY, queue: 2 * DAY };
/** FeeSchedule.TERMS_DELAY. */
const NOTICE = 7 * DAY;

/** Fills in a fee of 4 % for self-hosted services, shared as before. */
async function draftFee(page: Page, title: string): Promise<void> {
  const change = page.getByRole("region", { name: "Change 1" });
  await change.getByLabel("What to do").selectOption("Change the protocol fee");
  await change.getByText(/^Newest: fee \d/).waitFor();
  await change.getByLabel("Class").selectOption("Self-hosted");
  await change.getByLabel("Fee", { exact: true }).fill("4");
  await change.getByLabel("Gateway’s share").fill("30");
  await change.getByLabel("Integrator’s share").fill("10");
  await change.getByLabel("Share for review rewards").fill("10");
  await page.getByLabel("Title").fill(title);
}

/** The page of the newest proposal with this title. */
async function openProposal(page: Page, title: string): Promise<void> {
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByRole("heading", { level: 1, name: new RegExp(title) }).waitFor();
}

/** The protocol fee that the service's page quotes now. */
async function expectFee(page: Page, fee: string): Promise<void> {
  await page.goto("/services/stoa/chart?tab=terms");
  await page.getByText(`${fee} of the price`).waitFor();
}

describe("a holder of STOA", function () {
  this.timeout(400_000);

  it("delegates to himself, proposes a lower fee and carries it through: it is quoted after its notice, and not before", async () => {
    const title = "Lower the fee of self-hosted services";
    const { key } = await holder(1_000_000n * STOA);
    const { page, complaints } = await visit("/governance", { key });
    await connect(page);
    const weight = page.getByRole("region", { name: "Your weight in votes" });
    await weight.getByText("Nobody", { exact: true }).waitFor();
    await weight.getByText("Tokens that are delegated to nobody do not vote.", { exact: false }).waitFor();

    // Without power he sees how much is missing before anything is sent.
    await page.getByRole("link", { name: "New proposal" }).click();
    await draftFee(page, title);
    const voted = page.getByRole("region", { name: "How it is voted" });
    await voted.getByText("Tier: Operations").waitFor();
    await voted.getByText("Not enough power to propose this").waitFor();
    const propose = page.getByRole("button", { name: "Propose", exact: true });
    expect(await propose.isDisabled()).to.equal(true);
    await expectForEverybody(page);

    await page.getByRole("link", { name: "Proposals" }).click();
    await weight.getByRole("button", { name: "Delegate" }).click();
    const delegating = page.getByRole("dialog", { name: "Delegate" });
    await delegating.getByLabel("Somebody else").fill("0x12");
    await delegating.getByText("This is no address.").waitFor();
    await expectForEverybody(page);
    // From here on a block comes with a transaction, or when the test says so.
    const chain = node();
    await chain.setIntervalMining({ interval: 0 });
    try {
      await delegating.getByRole("button", { name: "Delegate to myself" }).click();
      await delegating.waitFor({ state: "detached" });
      await weight.getByText("You", { exact: true }).waitFor();
      await weight.getByText("1,000,000 STOA").first().waitFor();

      await page.getByRole("link", { name: "New proposal" }).click();
      await draftFee(page, title);
      await page.getByText("Your power is new: it counts from the next block on.").waitFor();
      expect(await propose.isDisabled()).to.equal(true);
    } finally {
      await chain.setIntervalMining({ interval: 1 });
    }
    await page.getByLabel("Description").fill("A lower fee brings more services.");
    await page.getByText("More than 50 %").waitFor();
    await propose.click();
    await page.waitForURL(/\/governance$/);
    await page.getByText("Voting begins in", { exact: false }).first().waitFor();
    await expectForEverybody(page);
    await openProposal(page, title);
    await page.getByRole("button", { name: "Cancel the proposal" }).waitFor();
    const calls = page.getByRole("region", { name: "What it does" });
    await calls.getByText("FeeSchedule.publishFees").waitFor();
    await calls.getByText("4 %", { exact: true }).waitFor();
    await expectForEverybody(page);

    await pass(OPERATIONS.delay + 60);
    const vote = page.getByRole("region", { name: "Your vote" });
    await vote.getByText("1,000,000 STOA").waitFor();
    await page.getByText("What would pass it").waitFor();
    await vote.getByLabel("Reason").fill("Cheaper calls bring more of them.");
    await expectForEverybody(page);
    await vote.getByRole("button", { name: "Vote For" }).click();
    await vote.getByText("You voted For").waitFor();
    const ballots = page.getByRole("region", { name: "Ballots", exact: true });
    await ballots.getByRole("row", { name: /Cheaper calls bring more of them/ }).waitFor();
    await page.getByText("more power For or Abstain, for the quorum.", { exact: false }).waitFor();

    // His own power is no quorum: a delegate of many votes with him.
    const delegate = await visit("/governance");
    await connect(delegate.page, "Demo consumer");
    await openProposal(delegate.page, title);
    await delegate.page.getByRole("button", { name: "Vote For" }).click();
    await delegate.page.getByText("You voted For").waitFor();
    await page.getByText("It would pass now").waitFor();
    await ballots.getByRole("row", { name: new RegExp(shortHex(demoAccount(5).address)) }).waitFor();
    await expectForEverybody(page);

    await pass(OPERATIONS.period);
    const due = page.getByRole("region", { name: "What is due" });
    await due.getByRole("button", { name: "Queue" }).click();
    await due.getByText("It can be executed in", { exact: false }).waitFor();
    expect(await due.getByRole("button", { name: "Execute" }).isDisabled()).to.equal(true);
    await expectForEverybody(page);
    await pass(OPERATIONS.queue);
    await due.getByRole("button", { name: "Execute" }).click();
    await page.getByText("It is in force.").waitFor();
    await page.getByRole("region", { name: "Timeline" }).getByText("Executed", { exact: true }).waitFor();
    expect(complaints).to.deep.equal([]);

    await expectFee(page, "5 %");
    await pass(NOTICE - 600);
    await expectFee(page, "5 %");
    await pass(900);
    await expectFee(page, "4 %");
  });

  it("takes a proposal back before its vote begins", async () => {
    const title = "Ask more of new gateways";
    const { page } = await visit("/governance/new");
    await connect(page, "Demo delegate");
    const change = page.getByRole("region", { name: "Change 1" });
    await change.getByLabel("What to do").selectOption("Change the least bond of a gateway");
    await change.getByText("Now: 5,000.00 USDC.").waitFor();
    await change.getByLabel("Amount").fill("6000");
    await page.getByRole("button", { name: "Another change" }).click();
    const second = page.getByRole("region", { name: "Change 2" });
    await second.getByLabel("What to do").selectOption("Spend above the monthly limit");
    await second.getByLabel("Token").selectOption("STOA");
    await second.getByLabel("To", { exact: true }).fill(demoAccount(10).address);
    await second.getByLabel("Amount").fill("100");
    await second.getByLabel("Category").fill("thanks");
    // One call of a stricter tier makes the whole of it.
    await page.getByText("Tier: Constitution").waitFor();
    await expectForEverybody(page);
    await second.getByRole("button", { name: "Remove" }).click();
    await page.getByText("Tier: Operations").waitFor();
    await page.getByLabel("Title").fill(title);
    await page.getByRole("button", { name: "Propose", exact: true }).click();
    await page.waitForURL(/\/governance$/);
    await openProposal(page, title);
    await page.getByRole("button", { name: "Cancel the proposal" }).click();
    await page.getByText("It was taken back, or the guardian stopped it.").waitFor();
  });
});

describe("the council that guards proposals", function () {
  this.timeout(300_000);

  it("cancels one when two of its members agree", async () => {
    const title = "Take a tenth of every call";
    const proposer = await visit("/governance/new");
    await connect(proposer.page, "Demo delegate");
    await draftFee(proposer.page, title);
    await proposer.page.getByRole("button", { name: "Propose", exact: true }).click();
    await proposer.page.waitForURL(/\/governance$/);

    const { page, complaints } = await visit("/governance", { key: demoKey(7) });
    await connect(page);
    await openProposal(page, title);
    await page.getByRole("button", { name: "Ask the council to cancel" }).click();
    await page.getByText("Done", { exact: true }).waitFor();
    await expectForEverybody(page);

    const other = await visit("/governance/treasury", { key: demoKey(8) });
    await connect(other.page);
    const call = other.page.getByRole("region", { name: "Councils" }).getByRole("listitem").filter({
      hasText: "1 of 2 approvals",
    });
    await call.getByText("StoaGovernor.cancel").first().waitFor();
    await expectForEverybody(other.page);
    await call.getByRole("button", { name: "Approve" }).first().click();
    await other.page.getByText("2 of 2 approvals", { exact: false }).waitFor();
    await other.page.getByRole("button", { name: "Enact" }).click();
    await other.page.getByText("StoaGovernor.cancel").first().waitFor({ state: "detached" });
    await page.getByText("It was taken back, or the guardian stopped it.").waitFor();
    expect(complaints).to.deep.equal([]);
  });
});
