import { expect } from "chai";
import type { Page } from "playwright-core";
import { encodeFunctionData, erc20Abi, stringToHex } from "viem";
import { treasuryAbi } from "../../../contracts/generated.ts";
import { topUp } from "../../../scripts/demo/usdc.ts";
import { connect as connectTo } from "../../../scripts/deploy/client.ts";
import { demoAccount, demoKey } from "../../../scripts/start/accounts.ts";
import { passProposal } from "../../helpers/pass-proposal.ts";
import { expectForEverybody } from "../axe.ts";
import { pass } from "../buyer.ts";
import { contractsHere } from "../holder.ts";
import { connect } from "../person.ts";
import { site, visit } from "../site.ts";

const DAY = 86_400;
const USDC = 1_000_000n;
const PAYEE = demoAccount(6).address;

/** The Treasury has at least this, base units of USDC. */
async function fillTreasury(amount: bigint): Promise<void> {
  const payer = await connectTo(site().stack.rpcUrl, demoAccount(10));
  const { USDC: token, Treasury } = contractsHere();
  await topUp(payer, token, Treasury, amount);
}

/** The dialog of a new request, for the payee of these walks. */
async function newRequest(page: Page, kind: string) {
  await page.getByRole("button", { name: "New request" }).click();
  const dialog = page.getByRole("dialog", { name: "New request" });
  await dialog.getByLabel("Kind").selectOption(kind);
  await dialog.getByLabel("To", { exact: true }).fill(PAYEE);
  await dialog.getByLabel("Category").fill("grants");
  return dialog;
}

describe("a council with a budget", function () {
  this.timeout(300_000);

  it("requests a payment; once another member approves and a day has passed, anybody pays it", async () => {
    await fillTreasury(5_000n * USDC);
    const { page, complaints } = await visit("/governance/treasury");
    await connect(page, "Demo delegate");
    const dialog = await newRequest(page, "Payment");
    await dialog.getByLabel("Amount").fill("60000");
    await dialog.getByText("More takes a vote.", { exact: false }).waitFor();
    await dialog.getByLabel("Amount").fill("2000");
    await dialog.getByText("2,000.00 USDC in all takes 2 approvals, then 1 d.").waitFor();
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: "Request", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const request = page.getByRole("region", { name: "Requests" }).getByRole("listitem").first();
    await request.getByText("1 of 2 approvals").waitFor();

    const other = await visit("/governance/treasury", { key: demoKey(11) });
    await connect(other.page);
    await other.page.getByRole("button", { name: "Approve" }).click();
    await request.getByText("2 of 2 approvals; due in", { exact: false }).waitFor();
    await expectForEverybody(page);
    await pass(DAY + 60);
    await request.getByRole("button", { name: "Pay", exact: true }).click();
    await request.getByText("Paid", { exact: true }).waitFor();
    await page.getByText("2,000.00 USDC of 50,000.00 USDC used in 30 d", { exact: false }).waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });

  it("opens a grant, and pays each of its milestones once it is asked for and approved", async () => {
    await fillTreasury(5_000n * USDC);
    const { page, complaints } = await visit("/governance/treasury");
    await connect(page, "Demo delegate");
    const other = await visit("/governance/treasury", { key: demoKey(11) });
    await connect(other.page);

    const dialog = await newRequest(page, "Grant");
    await dialog.getByRole("button", { name: "Another milestone" }).click();
    const [first, second] = [1, 2].map((place) => dialog.getByRole("group", { name: `Milestone ${place}` }));
    await first!.getByLabel("Amount").fill("500");
    await first!.getByLabel("What is delivered").fill("A draft of the guide");
    await second!.getByLabel("Amount").fill("400");
    await second!.getByLabel("What is delivered").fill("The guide");
    await dialog.getByText("900.00 USDC in all takes 2 approvals, at once.").waitFor();
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: "Request", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const requests = page.getByRole("region", { name: "Requests" }).getByRole("listitem");
    const grant = requests.filter({ hasText: "Grant of 900.00 USDC" }).first();
    await grant.getByText("1 of 2 approvals").waitFor();
    await other.page.getByRole("button", { name: "Approve" }).click();
    await grant.getByRole("button", { name: "Open the grant" }).click();
    await grant.getByText("Running", { exact: true }).waitFor();

    await grant.getByRole("button", { name: "Ask for milestone 1" }).click();
    const asking = page.getByRole("dialog", { name: /^Milestone 1 of grant/ });
    await asking.getByLabel("Where the report is").fill("https://forum.example/8");
    await expectForEverybody(page);
    await asking.getByRole("button", { name: "Request", exact: true }).click();
    await asking.waitFor({ state: "detached" });
    const payment = requests.filter({ hasText: "milestone 1 of grant" }).first();
    await payment.getByText("1 of 2 approvals").waitFor();
    await other.page.getByRole("button", { name: "Approve" }).click();
    await payment.getByRole("button", { name: "Pay", exact: true }).click();
    await payment.getByText("Paid", { exact: true }).waitFor();
    const step = grant.getByRole("listitem").filter({ hasText: "Milestone 1: 500.00 USDC" });
    await step.getByText("Paid", { exact: true }).waitFor();
    await grant.getByRole("button", { name: "Ask for milestone 2" }).waitFor();
    expect(await grant.getByRole("button", { name: "Ask for milestone 1" }).count()).to.equal(0);
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });

  it("opens a stream, from which anybody pays out what has come due", async () => {
    await fillTreasury(5_000n * USDC);
    const { page, complaints } = await visit("/governance/treasury");
    await connect(page, "Demo delegate");
    const dialog = await newRequest(page, "Stream");
    await dialog.getByLabel("Amount in all").fill("900");
    await dialog.getByLabel("Runs for").fill("10");
    await dialog.getByText("A day", { exact: true }).waitFor();
    await dialog.getByText("89.9", { exact: false }).first().waitFor();
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: "Request", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    const stream = page
      .getByRole("region", { name: "Requests" })
      .getByRole("listitem")
      .filter({ hasText: /Stream of 899\.\d+ USDC/ })
      .first();
    await stream.getByText("1 of 2 approvals").waitFor();
    const other = await visit("/governance/treasury", { key: demoKey(11) });
    await connect(other.page);
    await other.page.getByRole("button", { name: "Approve" }).click();
    await stream.getByRole("button", { name: "Open the stream" }).click();
    await stream.getByText("0.00 USDC accrued", { exact: false }).waitFor();

    await pass(3 * DAY);
    const { page: passer } = await visit("/governance/treasury");
    await connect(passer);
    await passer.getByRole("button", { name: /^Pay out/ }).click();
    await stream.getByText(/[1-9][\d.]* USDC paid out/).waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });
});

describe("what a vote spends while the month's part is used up", function () {
  this.timeout(300_000);

  it("waits, is shown with the room there is, and is paid by anybody once the month has moved on", async () => {
    await fillTreasury(10_000n * USDC);
    const { USDC: token, Treasury, StoaGovernor } = contractsHere();
    const reader = await connectTo(site().stack.rpcUrl, demoAccount(6));
    const held = await reader.readContract({
      address: token,
      abi: erc20Abi,
      functionName: "balanceOf",
      args: [Treasury],
    });
    // Each is within 2 % of what is held, both together are not.
    const spend = (category: string) => ({
      target: Treasury,
      data: encodeFunctionData({
        abi: treasuryAbi,
        functionName: "spend",
        args: [token, PAYEE, (held * 15n) / 1_000n, stringToHex(category, { size: 32 })],
      }),
    });
    await passProposal(
      { rpcUrl: site().stack.rpcUrl, governor: StoaGovernor, pass },
      [spend("thanks"), spend("more thanks")],
      "Thank whoever wrote the guide, twice",
    );

    const { page, complaints } = await visit("/governance/treasury");
    await connect(page);
    const waiting = page.getByRole("region", { name: "Waiting to be paid" }).getByRole("listitem");
    await waiting.getByText("more thanks").waitFor();
    await waiting.getByText(/^There is room for/).waitFor();
    const pay = waiting.getByRole("button", { name: "Pay", exact: true });
    expect(await pay.isDisabled()).to.equal(true);
    await expectForEverybody(page);
    await pass(30 * DAY);
    await waiting.getByText("There is room for it now.").waitFor();
    await pay.click();
    await waiting.waitFor({ state: "detached" });
    const spent = page.getByRole("region", { name: "Spent by vote", exact: true }).first();
    await spent.getByRole("row").filter({ hasText: "more thanks" }).waitFor();
    expect(complaints).to.deep.equal([]);
  });
});

describe("whoever asks how far the DAO is from being one person's", function () {
  this.timeout(120_000);

  it("reads how power is held and used, and what an attack takes", async () => {
    const { page, complaints } = await visit("/governance");
    await page.getByRole("link", { name: "Figures" }).click();
    const electorate = page.getByRole("region", { name: "Who can vote" });
    await electorate.getByText("1,000,000,000 STOA").waitFor();
    const spread = page.getByRole("region", { name: "How evenly power is held" }).first();
    await spread
      .getByRole("row", { name: /^Votes, by delegate/ })
      .getByRole("cell", { name: /^0\.\d{3}$/ })
      .waitFor();
    await page
      .getByRole("region", { name: "Turnout" })
      .getByRole("link", { name: "Thank whoever wrote the guide, twice" })
      .first()
      .waitFor();
    const attack = page.getByRole("region", { name: "What an attack takes" }).first();
    await attack.getByRole("row", { name: /^Nobody objects [\d,]+ STOA/ }).waitFor();
    await expectForEverybody(page);
    expect(complaints).to.deep.equal([]);
  });
});
