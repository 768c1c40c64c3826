import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { connect, deposit } from "./person.ts";
import { site, visit } from "./site.ts";

describe("a wallet", function () {
  this.timeout(300_000);
  it("is warned on another network, and switches back with one click", async () => {
    const { page, wallet } = await visit("/account");
    await connect(page);
    await wallet.switchTo(1);
    await page.getByText(/Your wallet is on another network/).waitFor();
    await page.getByRole("button", { name: "Switch network" }).click();
    await page.getByText(/Your wallet is on another network/).waitFor({ state: "detached" });
  });

  it("that has never heard of the chain is offered it while connecting, and adds it", async () => {
    const { page, wallet } = await visit("/", { knowsChain: false });
    await page
      .getByRole("banner")
      .getByRole("button", { name: /^Connect/ })
      .click();
    await page.getByRole("button", { name: "Test Wallet", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Switch network" });
    await dialog.getByText(`${site().stack.siteUrl}/rpc`).waitFor();
    await expectForEverybody(page);
    await dialog.getByRole("button", { name: "Add or switch network" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(wallet.calls.filter((method) => method.endsWith("EthereumChain"))).to.deep.equal([
      "wallet_switchEthereumChain",
      "wallet_addEthereumChain",
    ]);
    expect(wallet.added).to.have.lengthOf(1);
    expect(wallet.added[0]).to.deep.include({
      chainId: "0x7a69",
      chainName: "Stoa local chain",
      nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
      rpcUrls: [`${site().stack.siteUrl}/rpc`],
    });
    expect(await page.getByText(/Your wallet is on another network/).count()).to.equal(0);
  });

  it("whose owner says no to the network stays where it is, and is asked again by the banner", async () => {
    const { page, wallet } = await visit("/account", { knowsChain: false });
    await page
      .getByRole("banner")
      .getByRole("button", { name: /^Connect/ })
      .click();
    await page.getByRole("button", { name: "Test Wallet", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "Switch network" });
    wallet.rejectNext();
    await dialog.getByRole("button", { name: "Add or switch network" }).click();
    await dialog.getByRole("button", { name: "Later" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await page.getByRole("alert").count()).to.equal(0);
    await page.getByText(/Your wallet is on another network/).waitFor();
    await page.getByRole("button", { name: "Switch network" }).click();
    await page.getByText(/Your wallet is on another network/).waitFor({ state: "detached" });
    expect(wallet.added).to.have.lengthOf(1);
  });

  it("without any gas gets some from the banner, and can deposit", async () => {
    const { page } = await visit("/account", { ether: "0" });
    await connect(page);
    await page.getByText(/Your wallet has no ETH on this chain/).waitFor();
    await expectForEverybody(page);
    await page.getByRole("button", { name: "Get test ETH and USDC" }).click();
    await page.getByText(/Your wallet has no ETH on this chain/).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    await deposit(page, "3");
    await page.getByTestId("available").getByText("3.00").waitFor();
  });
});
