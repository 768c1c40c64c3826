import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { chooseArtifact, connect, deposit, draftListing, list, moveClock } from "./person.ts";
import { site, visit } from "./site.ts";

describe("a publisher", function () {
  this.timeout(300_000);
  it("lists a service after the gateway has looked at it, and finds it in the marketplace", async () => {
    const { page } = await visit("/publish/new");
    await connect(page);
    await draftListing(page, "acme/echo", site().stack.serviceUrl("stoa/everything"));
    await expectForEverybody(page);
    await list(page, "acme/echo");
    await page.goto("/?q=acme");
    await page.getByRole("article").filter({ hasText: "acme/echo" }).getByText("0.03 USDC").waitFor();
  });

  it("changes status, price, stake and version, and the service's page says each", async () => {
    const { page } = await visit("/publish/new");
    await connect(page);
    await draftListing(page, "epidauros/echo", site().stack.serviceUrl("stoa/everything"));
    await list(page, "epidauros/echo");
    await page.goto("/publish/epidauros/echo");

    const status = page.getByRole("region", { name: "Status" });
    await status.getByRole("button", { name: "Pause for maintenance" }).click();
    await status.getByText("Maintenance", { exact: true }).waitFor();
    await status.getByRole("button", { name: "Activate" }).click();
    await status.getByText("Active", { exact: true }).waitFor();

    const price = page.getByRole("region", { name: "Price" });
    await price.getByLabel("Price (USDC)").fill("0.05");
    await price.getByRole("button", { name: "Announce" }).click();
    await price.getByText(/^0.05 USDC at most, from .+ on\.$/).waitFor();
    await price.getByText(/^Now: .*0.03 USDC/).waitFor();

    const stake = page.getByRole("region", { name: "Stake" });
    await stake.getByLabel("Amount").fill("50");
    await stake.getByRole("button", { name: "Add stake" }).click();
    await stake.getByText(/^150.00 USDC at work/).waitFor();
    await stake.getByLabel("Amount").fill("20");
    await stake.getByRole("button", { name: "Take out" }).click();
    await stake.getByText(/^20.00 USDC can be withdrawn in 1[34] d/).waitFor();
    await stake.getByText(/^130.00 USDC at work/).waitFor();

    const version = page.getByRole("region", { name: "New version" });
    await version.getByRole("button", { name: "Check" }).click();
    await version.getByLabel("Version").fill("1.1.0");
    await chooseArtifact(page, "echo 1.1.0");
    await expectForEverybody(page);
    await version.getByRole("button", { name: "Publish version" }).click();
    await version.getByText(/^Version 1.1.0 is the newest/).waitFor();

    await page.getByRole("link", { name: "Open its page" }).click();
    await page.getByRole("tab", { name: "Versions" }).click();
    await page.getByText("1.1.0").first().waitFor();
    await page.getByText("1.0.0").first().waitFor();
    await page.getByRole("tab", { name: "Terms" }).click();
    await page
      .getByRole("note")
      .getByText(/From .+ on: .*0.05 USDC at most/)
      .waitFor();
    await page.getByText("To come").waitFor();
    for (const days of ["+3 d", "+3 d", "+1 d"]) await moveClock(page, days);
    await page.getByText("The price is about to change").waitFor({ state: "detached" });
    await page.getByRole("definition").getByText("0.05 USDC").waitFor();

    await page.goto("/publish/epidauros/echo");
    for (const days of ["+3 d", "+3 d", "+1 d"]) await moveClock(page, days);
    await page.getByText("20.00 USDC can be withdrawn now").waitFor();
    await stake.getByRole("button", { name: "Withdraw" }).click();
    await page.getByText(/can be withdrawn/).waitFor({ state: "detached" });
  });

  it("is paid: what callers were charged matures and is withdrawn", async () => {
    const consumer = await visit("/services/stoa/chart?tab=try");
    await connect(consumer.page);
    await consumer.page.getByRole("button", { name: "Deposit" }).click();
    await deposit(consumer.page, "5");
    await consumer.page.getByRole("button", { name: "Create key" }).click();
    await consumer.page.getByRole("button", { name: "Fill in the example" }).click();
    await consumer.page.getByRole("button", { name: "Run" }).click();
    await consumer.page.getByText("Charged 0.10 USDC").waitFor();

    const { page } = await visit("/publish");
    await connect(page, "Demo publisher");
    await page.getByRole("button", { name: "+3 d" }).click();
    await page.getByRole("cell", { name: "stoa/chart" }).waitFor();
    await page.getByRole("button", { name: "+1 d" }).click();
    const withdraw = page.getByRole("button", { name: "Withdraw" });
    await page.waitForFunction(
      (button) => button instanceof HTMLButtonElement && !button.disabled,
      await withdraw.elementHandle(),
    );
    expect(await page.getByTestId("matured").innerText()).not.to.match(/^0\.00/);
    await withdraw.click();
    await page.getByText("Earnings withdrawn to your wallet").waitFor();
    await page.getByTestId("matured").getByText("0.00").waitFor();
    await expectForEverybody(page);
  });

  it("is told exactly why a server cannot be listed", async () => {
    const { page } = await visit("/publish/new");
    await connect(page);
    const check = async (endpoint: string) => {
      await page.getByRole("textbox", { name: "Endpoint" }).fill(endpoint);
      await page.getByRole("button", { name: "Check" }).click();
      await page.getByText("This server cannot be listed yet").waitFor();
      return page.getByRole("alert").innerText();
    };
    const website = createServer((_request, response) => response.end("<h1>Not MCP</h1>"));
    await new Promise<void>((settle) => website.listen(0, "127.0.0.1", settle));
    try {
      const { port } = website.address() as AddressInfo;
      expect(await check(`http://127.0.0.1:${port}/mcp`)).to.match(/not MCP/);
    } finally {
      website.close();
    }
    expect(await check("http://127.0.0.1:9/mcp")).to.match(/reach|refused|connect/i);
    expect(await page.getByRole("textbox", { name: "Description" }).count()).to.equal(0);
  });
});
