import { expect } from "chai";
import type { Page } from "playwright-core";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { expectForEverybody } from "./axe.ts";
import { connect } from "./person.ts";
import { visit, type Visit } from "./site.ts";

const REPORT = "https://auditor.example/chart-1.0.0.pdf";

function region(page: Page, name: string) {
  return page.getByRole("region", { name, exact: true });
}

/** A sponsor with a new bounty of 50 USDC for a report on stoa/chart, on the bounty's page. */
async function sponsorAudit(): Promise<Visit> {
  const sponsor = await visit("/services/stoa/chart?tab=records");
  const { page } = sponsor;
  await connect(page);
  await page.getByRole("button", { name: "Sponsor an audit" }).click();
  const dialog = page.getByRole("dialog", { name: "A bounty for stoa/chart" });
  await dialog.getByLabel("Reward").fill("50");
  await dialog.getByLabel("Auditor’s bond").fill("5");
  await dialog.getByText("less than the reward.", { exact: false }).waitFor();
  await dialog.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
  await dialog.getByRole("button", { name: "Set 50.00 USDC aside" }).click();
  await page.waitForURL(/\/bounties\/\d+$/);
  return sponsor;
}

/** Somebody hands a report in for the bounty at `path`. */
async function handIn(path: string, content: string): Promise<Visit> {
  const auditor = await visit(path);
  const { page } = auditor;
  await connect(page);
  await page
    .getByLabel("The report’s file")
    .setInputFiles({ name: "report.pdf", mimeType: "application/pdf", buffer: Buffer.from(content) });
  await page.getByText(/^Its hash: 0x/).waitFor();
  await page.getByLabel("Where it can be read").fill(REPORT);
  await page.getByText("less than the bond.", { exact: false }).waitFor();
  await page.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
  await page.getByRole("button", { name: "Put up 5.00 USDC and hand it in" }).click();
  await region(page, "What comes next").getByText("Report handed in", { exact: true }).waitFor();
  return auditor;
}

describe("an audit bounty", function () {
  this.timeout(300_000);

  it("is offered on the service's page, earned by a report that its sponsor accepts, and leaves the report on record", async () => {
    const visitor = await visit("/bounties");
    await region(visitor.page, "How a bounty goes").waitFor();
    await expectForEverybody(visitor.page);

    const { page, complaints } = await visit("/services/stoa/chart?tab=records");
    await connect(page);
    await page.getByRole("button", { name: "Sponsor an audit" }).click();
    const dialog = page.getByRole("dialog", { name: "A bounty for stoa/chart" });
    await dialog.getByLabel("Reward").fill("5");
    await dialog.getByText("10.00 USDC at least.").waitFor();
    await dialog.getByLabel("Days to hand it in").fill("1");
    await dialog.getByText(/^Between 2 and 365 whole days\.$/).waitFor();
    await dialog.getByLabel("Only this auditor").fill(demoAccount(4).address);
    await dialog.getByText("This is the service’s publisher.").waitFor();
    await expectForEverybody(page);

    const sponsor = await sponsorAudit();
    const path = new URL(sponsor.page.url()).pathname;
    await sponsor.page.getByText("You are the sponsor.", { exact: false }).waitFor();
    await expectForEverybody(sponsor.page);

    const publisher = await visit(path);
    await publisher.page.getByText("An auditor hands a report in", { exact: false }).waitFor();
    await connect(publisher.page, "Demo publisher");
    await publisher.page.getByText("the report is another’s to write", { exact: false }).waitFor();

    const auditor = await handIn(path, "Two findings.");
    await expectForEverybody(auditor.page);
    const next = region(sponsor.page, "What comes next");
    await next.getByRole("button", { name: "Accept and pay 50.00 USDC" }).click();
    await next.getByText("Accepted", { exact: true }).waitFor();
    await expectForEverybody(sponsor.page);

    await auditor.page.getByRole("link", { name: /^Attestation \d+$/ }).click();
    await auditor.page.getByRole("table", { name: "Attestations" }).waitFor();
    await auditor.page.getByRole("table", { name: "Audit bounties" }).waitFor();
    await expectForEverybody(auditor.page);
    await auditor.page.goto("/bounties");
    await auditor.page.getByRole("button", { name: "Collect 55.00 USDC" }).click();
    await auditor.page.getByRole("button", { name: "Collect 0.00 USDC" }).waitFor();
    await expectForEverybody(auditor.page);
    for (const each of [complaints, sponsor.complaints, auditor.complaints]) expect(each).to.deep.equal([]);
  });

  it("is taken to court over an empty report, whose auditor admits it: the bond is the sponsor's, the bounty open again", async () => {
    const sponsor = await sponsorAudit();
    const { page, complaints } = sponsor;
    const path = new URL(page.url()).pathname;
    const auditor = await handIn(path, "Nothing found.");

    await page.getByRole("button", { name: "Go to court" }).click();
    const opening = page.getByRole("dialog", { name: /^Go to court: the report for bounty \d+$/ });
    await opening
      .getByLabel("What happened")
      .fill("The report has one line, and names no file of the version.");
    await expectForEverybody(page);
    await opening.getByRole("button", { name: "Put up 10.00 USDC and open the case" }).click();
    await page.waitForURL(/\/court\/\d+$/);

    await auditor.page.getByRole("link", { name: /^Case \d+$/ }).click();
    await auditor.page.getByRole("button", { name: "Admit it" }).click();
    await auditor.page
      .getByRole("dialog", { name: "Admit the case" })
      .getByRole("button", { name: "Admit it" })
      .click();
    const due = region(page, "What comes next");
    await due.getByText("Decided", { exact: true }).waitFor();
    await due.getByRole("button", { name: "Carry it out" }).click();
    await due.getByText("Closed", { exact: true }).waitFor();
    await expectForEverybody(page);

    await page
      .getByRole("link", { name: /^Report for bounty \d+$/ })
      .first()
      .click();
    await region(page, "What comes next").getByText("Open", { exact: true }).waitFor();
    await page.getByText("Reports that the Court rejected").waitFor();
    await expectForEverybody(page);
    await page.getByRole("button", { name: "Take the reward back" }).click();
    await region(page, "What comes next").getByText("Taken back", { exact: true }).waitFor();
    await page.goto("/bounties");
    await page.getByRole("button", { name: "Collect 55.00 USDC" }).waitFor();
    for (const each of [complaints, auditor.complaints]) expect(each).to.deep.equal([]);
  });
});
