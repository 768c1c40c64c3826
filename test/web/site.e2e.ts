/** The main path of each user through the running site, in a real browser on the whole stack. Only the wallet is a double. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { createTestClient, defineChain, http, parseEther, type Chain } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { startStack, type TestStack } from "../helpers/stack.ts";
import { findBrowser, HOW_TO_GET_A_BROWSER, launchBrowser } from "./browser.ts";
import { connect, deposit, settled, violationsOf } from "./person.ts";
import { installWallet, type TestWallet } from "./wallet.ts";

const executable = findBrowser();
/** Signing, mining, indexing: the longest a person waits for a screen here. */
const PATIENCE = 60_000;

describe("the site, in a browser", function () {
  this.timeout(300_000);
  let stack: TestStack;
  let browser: Browser;
  let chain: Chain;

  before(async function () {
    if (!executable) {
      console.log(HOW_TO_GET_A_BROWSER);
      return this.skip();
    }
    [stack, browser] = await Promise.all([startStack(), launchBrowser(executable)]);
    chain = defineChain({
      id: 31337,
      name: "Stoa local chain",
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: { default: { http: [stack.rpcUrl] } },
    });
  });
  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  interface Visit {
    readonly page: Page;
    readonly wallet: TestWallet;
    /** Errors that the page wrote to its console, or threw. */
    readonly complaints: string[];
  }

  /** A new person: a fresh browser profile, a fresh account with gas and nothing else. */
  async function visit(path: string, viewport = { width: 1280, height: 900 }): Promise<Visit> {
    const context = await browser.newContext({ viewport, baseURL: stack.siteUrl });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const complaints: string[] = [];
    page.on("pageerror", ({ message }) => complaints.push(message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    const account = privateKeyToAccount(generatePrivateKey());
    const node = createTestClient({ chain, mode: "hardhat", transport: http() });
    await node.setBalance({ address: account.address, value: parseEther("10") });
    const wallet = await installWallet(page, { account, chain });
    await page.goto(path);
    return { page, wallet, complaints };
  }

  describe("a visitor without a wallet", () => {
    it("browses, searches and keeps the filters in the address", async () => {
      const { page, complaints } = await visit("/");
      await page.getByText("5 of 5 services").waitFor();
      await page.getByRole("searchbox", { name: "Search services" }).fill("chart");
      await page.getByText("1 of 5 services").waitFor();
      expect(new URL(page.url()).searchParams.get("q")).to.equal("chart");
      await page.reload();
      await page.getByText("1 of 5 services").waitFor();
      await page.getByRole("button", { name: "Clear all" }).click();
      await page.getByRole("checkbox", { name: /^Free/ }).click();
      await page.getByText("2 of 5 services").waitFor();
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
    });

    it("gets a 404 for a service that is not there, and the way back", async () => {
      const { page } = await visit("/services/nobody/nothing");
      await page.getByRole("heading", { name: "Nothing stands here" }).waitFor();
      await page.getByRole("link", { name: "To the marketplace" }).click();
      await page.getByRole("heading", { name: /paid by the call/ }).waitFor();
    });
  });

  describe("a consumer", () => {
    it("deposits, makes a key once, pays for a chart, and finds the call and its price in the account", async () => {
      const { page, wallet, complaints } = await visit("/");
      await page.getByRole("link", { name: "Chart renderer" }).click();
      await page.getByRole("tab", { name: "Try" }).click();
      await connect(page);
      await page.getByRole("button", { name: "Deposit" }).click();
      await deposit(page, "10");

      await page.getByRole("button", { name: "Create key" }).click();
      await page.getByText("5.00 USDC of 5.00 USDC").waitFor();
      await page.getByRole("button", { name: "Fill in the example" }).click();
      const signatures = wallet.calls.filter((method) => method === "eth_signTypedData_v4").length;
      await page.getByRole("button", { name: "Run" }).click();
      const answer = page.getByRole("region", { name: "Answer" });
      await answer.getByText("Charged 0.10 USDC").waitFor();
      await answer.getByText("Receipt verified").waitFor();
      const image = answer.getByRole("img", { name: "The tool's answer" }).first();
      await image.waitFor();
      expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).to.be.greaterThan(
        100,
      );
      await page.getByText("4.90 USDC of 5.00 USDC").waitFor();
      expect(wallet.calls.filter((method) => method === "eth_signTypedData_v4").length).to.equal(signatures);

      await page
        .getByRole("navigation", { name: "Main" })
        .first()
        .getByRole("link", { name: "Account" })
        .click();
      await page.getByRole("button", { name: "Sign in with your wallet" }).click();
      const calls = page.getByRole("region", { name: "Your calls" });
      await calls.getByRole("cell", { name: "render" }).waitFor();
      await calls.getByRole("cell", { name: "0.10 USDC" }).waitFor();
      await page.getByTestId("available").getByText("9.90").waitFor();

      // A move of the local clock settles first: the charge is now on chain.
      await page.getByRole("button", { name: "+1 h" }).click();
      await page.getByRole("definition").filter({ hasText: "9.90 USDC" }).waitFor();
      expect(complaints).to.deep.equal([]);
    });

    it("says no in the wallet, and nothing has happened", async () => {
      const { page, wallet } = await visit("/account");
      await connect(page);
      await page.getByRole("button", { name: "Deposit", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Deposit" });
      await dialog.getByRole("button", { name: "Get 1,000 test USDC" }).click();
      await dialog.getByText("In your wallet: 1,000.00 USDC").waitFor();
      wallet.rejectNext();
      const submit = dialog.getByRole("button", { name: /^Deposit/ });
      await submit.click();
      await page.waitForFunction(
        (button) => button instanceof HTMLButtonElement && !button.disabled,
        await submit.elementHandle(),
      );
      expect(await dialog.getByRole("alert").count()).to.equal(0);
      await submit.click();
      await dialog.getByText("Done", { exact: true }).first().waitFor();
    });

    it("is told the number when the deposit is too small or not there", async () => {
      const { page } = await visit("/account");
      await connect(page);
      await page.getByRole("button", { name: "Deposit", exact: true }).click();
      const dialog = page.getByRole("dialog", { name: "Deposit" });
      await dialog.getByLabel("Amount").fill("0.5");
      await dialog.getByText("1.00 USDC at least.").waitFor();
      await dialog.getByLabel("Amount").fill("50");
      await dialog.getByText("0.00 USDC at most.").waitFor();
      expect(await dialog.getByRole("button", { name: /^Deposit/ }).isDisabled()).to.equal(true);
    });

    it("takes money out: thaw, wait by the chain's clock, withdraw", async () => {
      const { page } = await visit("/account");
      await connect(page);
      await page.getByRole("button", { name: "Deposit", exact: true }).click();
      await deposit(page, "20");
      await page.getByRole("button", { name: "Take out" }).click();
      const dialog = page.getByRole("dialog", { name: "Take money out" });
      await dialog.getByLabel("Amount").fill("5");
      await dialog.getByRole("button", { name: "Start the thaw" }).click();
      await page.getByText(/5.00 USDC can be withdrawn in/).waitFor();
      await page.getByRole("button", { name: "+1 d" }).click();
      await page.getByText("5.00 USDC can be withdrawn now.").waitFor();
      await page.getByRole("button", { name: "Withdraw" }).click();
      await page.getByTestId("available").getByText("15.00").waitFor();
      await page.getByRole("cell", { name: "Withdrawn" }).waitFor();
    });

    it("makes a key for an agent, sees it this once, and revokes it", async () => {
      const { page } = await visit("/account");
      await connect(page);
      await page.getByRole("button", { name: "New key" }).click();
      await page.getByRole("textbox", { name: "Name" }).fill("research agent");
      await page.getByRole("button", { name: "Create key" }).click();
      const shown = page.getByRole("dialog").getByRole("region", { name: "Private key" });
      expect((await shown.innerText()).trim()).to.match(/^0x[0-9a-f]{64}$/);
      await page.getByRole("button", { name: "I have copied it" }).click();
      const row = page.getByRole("listitem").filter({ hasText: "research agent" });
      await row.getByText("Active").waitFor();
      await row.getByRole("button", { name: "Revoke" }).click();
      await row.getByText("Revoked").waitFor();
    });

    it("is warned on another network, and switches back with one click", async () => {
      const { page, wallet } = await visit("/account");
      await connect(page);
      await wallet.switchTo(1);
      await page.getByText(/Your wallet is on another network/).waitFor();
      await page.getByRole("button", { name: "Switch network" }).click();
      await page.getByText(/Your wallet is on another network/).waitFor({ state: "detached" });
    });
  });

  describe("a publisher", () => {
    it("lists a service after the gateway has looked at it, and finds it in the marketplace", async () => {
      const { page } = await visit("/publish/new");
      await connect(page);
      await page.getByRole("textbox", { name: "Endpoint" }).fill(stack.serviceUrl("stoa/everything"));
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
      await page.getByRole("button", { name: "Get 1,000 test USDC" }).click();
      await page.getByText(/1,000.00 USDC in your wallet/).waitFor();
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

  describe("everybody", () => {
    const pages = [
      "/",
      "/services/stoa/chart",
      "/services/stoa/chart?tab=try",
      "/services/stoa/chart?tab=connect",
      "/services/stoa/chart?tab=versions",
      "/services/stoa/chart?tab=terms",
      "/services/stoa/chart?tab=activity",
      "/account",
      "/publish",
    ];

    for (const scheme of ["light", "dark"] as const) {
      it(`meets no barrier that axe knows of, ${scheme}`, async () => {
        const { page } = await visit("/");
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        await connect(page);
        for (const path of pages) {
          await page.goto(path);
          await page.getByRole("button", { name: /^Wallet 0x/ }).waitFor();
          await settled(page);
          expect(await violationsOf(page), `${path}, ${scheme}`).to.deep.equal([]);
        }
      });
    }

    it("needs no sideways scrolling on a telephone", async () => {
      const { page } = await visit("/", { width: 360, height: 740 });
      for (const path of pages) {
        await page.goto(path);
        await page.getByRole("contentinfo").waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overflow, path).to.equal(0);
      }
    });

    it("reaches search, filters and a service by keyboard alone", async () => {
      const { page } = await visit("/");
      await page.getByRole("article").first().waitFor();
      const focused = (attribute: string) =>
        page.evaluate((name) => document.activeElement?.getAttribute(name), attribute);
      /** Presses Tab until the focus is inside `selector`; gives up after sixty. */
      const tabTo = async (selector: string) => {
        for (let presses = 0; presses < 60; presses += 1) {
          await page.keyboard.press("Tab");
          if (await page.evaluate((inside) => document.activeElement?.closest(inside) !== null, selector))
            return;
        }
        throw new Error(`The keyboard does not reach ${selector}.`);
      };

      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).to.equal("Skip to content");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      expect(await focused("aria-label")).to.equal("Search services");
      await tabTo("fieldset");
      await page.keyboard.press("Space");
      await page.waitForURL(/category=/);
      await tabTo("article");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/services\/stoa\//);
    });
  });
});
