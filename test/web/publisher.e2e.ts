import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { connect, deposit } from "./person.ts";
import { site, visit } from "./site.ts";

describe("a publisher", function () {
  this.timeout(300_000);
  it("lists a service after the gateway has looked at it, and finds it in the marketplace", async () => {
    const { page } = await visit("/publish/new");
    await connect(page);
    await page.getByRole("textbox", { name: "Endpoint" }).fill(site().stack.serviceUrl("stoa/everything"));
    await page.getByRole("button", { name: "Check" }).click();
    await page.getByText(/answered in \d+ ms with \d+ tools/).waitFor();
    await page.getByRole("textbox", { name: "Name" }).fill("acme/echo");
    await page.getByRole("textbox", { name: "Description" }).fill("Echoes what it is told.");
    await page.getByRole("checkbox", { name: "Reference" }).click();
    await page
      .getByLabel("Released artifact")
      .setInputFiles({ name: "echo.tgz", mimeType: "application/gzip", buffer: Buffer.from("echo 1.0.0") });
    await page.getByLabel(/Price of a call/).fill("0.03");
    await page.getByRole("button", { name: "Review" }).click();
    await page.getByRole("button", { name: "Get 1,000 test USDC and gas" }).click();
    await page.getByText(/1,000.00 USDC in your wallet/).waitFor();
    await expectForEverybody(page);
    await page.getByRole("button", { name: "Stake and list" }).click();
    await page.getByRole("link", { name: "acme/echo" }).waitFor();
    await page.goto("/?q=acme");
    await page.getByRole("link", { name: "acme/echo" }).waitFor();
    await page.getByText("0.03 USDC").waitFor();
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
