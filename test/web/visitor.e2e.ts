import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { visit } from "./site.ts";

describe("a visitor without a wallet", function () {
  this.timeout(300_000);
  it("browses, searches and keeps the filters in the address", async () => {
    const { page, complaints } = await visit("/");
    await page.getByText(/of \d+ services/).waitFor();
    await expectForEverybody(page);
    await page.getByRole("searchbox", { name: "Search services" }).fill("chart");
    await page.getByText(/^1 of \d+ services/).waitFor();
    expect(new URL(page.url()).searchParams.get("q")).to.equal("chart");
    await page.reload();
    await page.getByText(/^1 of \d+ services/).waitFor();
    await page.getByRole("button", { name: "Clear all" }).click();
    await page.getByRole("checkbox", { name: /^Free/ }).click();
    await page.getByText(/^2 of \d+ services/).waitFor();
    expect(new URL(page.url()).searchParams.get("price")).to.equal("free");
    expect(complaints).to.deep.equal([]);
  });

  it("calls a free tool without any wallet", async () => {
    const { page, wallet } = await visit("/services/stoa/everything?tab=try&tool=echo");
    await page.getByLabel("message").fill("chaire");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("region", { name: "Answer" }).getByText("Echo: chaire").waitFor();
    await page.getByText("Not charged").waitFor();
    expect(wallet.calls).not.to.include("eth_requestAccounts");
  });

  it("recomputes a version's manifest hash and finds it on chain", async () => {
    const { page } = await visit("/services/stoa/chart?tab=versions");
    await page.getByRole("button", { name: "Check the manifest's hash" }).click();
    await page.getByText("Computed here: it matches the chain").waitFor();
    await expectForEverybody(page);
  });

  it("gets a 404 for a service that is not there, and the way back", async () => {
    const { page } = await visit("/services/nobody/nothing");
    await page.getByRole("heading", { name: "Nothing stands here" }).waitFor();
    await page.getByRole("link", { name: "To the marketplace" }).click();
    await page.getByRole("heading", { name: /paid by the call/ }).waitFor();
  });
});
