/** One running stack and one browser for all browser tests, and the people who visit it. Only their wallet is a double. */
import { after, afterEach, before } from "mocha";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createTestClient, defineChain, http, parseEther, publicActions, type Chain, type Hex } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { startStack, type TestStack } from "../helpers/stack.ts";
import { findBrowser, HOW_TO_GET_A_BROWSER, launchBrowser } from "./browser.ts";
import { installWallet, type TestWallet } from "./wallet.ts";

/** Signing, mining, indexing: the longest a person waits for a screen here. */
const PATIENCE = 60_000;

let running: { readonly stack: TestStack; readonly browser: Browser; readonly chain: Chain } | undefined;

before("the stack and a browser", async function () {
  this.timeout(300_000);
  const executable = findBrowser();
  if (!executable) {
    console.log(HOW_TO_GET_A_BROWSER);
    return this.skip();
  }
  const [stack, browser] = await Promise.all([startStack(), launchBrowser(executable)]);
  const chain = defineChain({
    id: 31337,
    name: "Stoa local chain",
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [stack.rpcUrl] } },
  });
  running = { stack, browser, chain };
});
/** People of the test that runs. A page that is left open asks the gateway for news all the time. */
const visitors: BrowserContext[] = [];
afterEach("everybody leaves", async () => {
  await Promise.all(visitors.splice(0).map((context) => context.close()));
});
after("the stack and a browser", async function () {
  this.timeout(60_000);
  await running?.browser.close();
  await running?.stack.stop();
});

/** What runs; there from the first test on. */
export function site() {
  if (!running) throw new Error("The site runs only inside of tests.");
  return running;
}

/** The chain's node, to hold its blocks back and to let them pass. */
export function node() {
  return createTestClient({ chain: site().chain, mode: "hardhat", transport: http() }).extend(publicActions);
}

export interface Visit {
  readonly page: Page;
  readonly wallet: TestWallet;
  /** Errors that the page wrote to its console, or threw. */
  readonly complaints: string[];
}

export interface VisitOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** A known account; without it a new one. */
  readonly key?: Hex;
  /** Ether in the account; 10 when it is not said. */
  readonly ether?: string;
  /** False: the person's wallet has never heard of the local chain. */
  readonly knowsChain?: boolean;
}

/** A person at `path`: a fresh browser profile and, if not told otherwise, a fresh account with gas and nothing else. */
export async function visit(path: string, options: VisitOptions = {}): Promise<Visit> {
  const { viewport = { width: 1280, height: 900 }, key = generatePrivateKey(), ether = "10" } = options;
  const { browser, stack, chain } = site();
  const context = await browser.newContext({ viewport, baseURL: stack.siteUrl, reducedMotion: "reduce" });
  visitors.push(context);
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const complaints: string[] = [];
  page.on("pageerror", ({ message }) => complaints.push(message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const account = privateKeyToAccount(key);
  await node().setBalance({ address: account.address, value: parseEther(ether) });
  const wallet = await installWallet(page, { account, chain, knowsChain: options.knowsChain });
  await page.goto(path);
  return { page, wallet, complaints };
}
