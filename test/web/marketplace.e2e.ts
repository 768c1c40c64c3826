import { expect } from "chai";
import { parseEther } from "viem";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Deployment } from "../../contracts/deployment.ts";
import { probe } from "../../gateway/catalogue/probe.ts";
import { listService } from "../../scripts/demo/list-service.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { demoListings } from "../../services/catalogue.ts";
import { PAGE_SIZE } from "../../web/src/lib/marketplace-search.ts";
import { expectForEverybody } from "./axe.ts";
import { node, site, visit } from "./site.ts";

/** Lists so many services that each cost a cent, by their publisher's own transactions. */
async function listMany(count: number): Promise<void> {
  const { stack } = site();
  const endpoint = stack.serviceUrl("stoa/everything");
  const found = await probe(endpoint, { privateUpstreams: true });
  if (!found.ok) throw new Error(found.message);
  const publisher = privateKeyToAccount(generatePrivateKey());
  await node().setBalance({ address: publisher.address, value: parseEther("10") });
  const client = await connect(stack.rpcUrl, publisher);
  const deployment = (await (await fetch(`${stack.siteUrl}/v1/config`)).json()) as Deployment;
  for (let number = 1; number <= count; number += 1) {
    const listing = {
      ...demoListings[0]!,
      name: `agora/stall-${String(number).padStart(2, "0")}`,
      title: `Stall ${number}`,
      description: "One of many.",
      endpoint,
      price: { model: "perCall", price: 10_000n },
    } as const;
    await listService(client, deployment, listing, found.tools, stack.siteUrl);
  }
}

describe("a marketplace of more than one page", function () {
  this.timeout(300_000);
  const count = PAGE_SIZE + 2;
  before(() => listMany(count));

  it("turns pages by links that can be shared, and begins each search on its first page", async () => {
    const { page, complaints } = await visit("/?q=stall&sort=name");
    const articles = page.getByRole("article");
    await page.getByText(new RegExp(`^${count} of \\d+ services`)).waitFor();
    expect(await articles.count()).to.equal(PAGE_SIZE);
    await page.getByRole("link", { name: "Stall 1", exact: true }).waitFor();

    await page.getByRole("button", { name: "Next" }).click();
    await page.getByText("Page 2 of 2").waitFor();
    await page.getByRole("link", { name: `Stall ${count}` }).waitFor();
    expect(await articles.count()).to.equal(2);
    await expectForEverybody(page);
    expect(new URL(page.url()).searchParams.get("page")).to.equal("2");
    await page.reload();
    await page.getByRole("link", { name: `Stall ${count}` }).waitFor();
    await page.goBack();
    await page.getByText("Page 1 of 2").waitFor();

    await page.goto("/?q=stall&page=2");
    await page.getByText("Page 2 of 2").waitFor();
    await page.getByRole("searchbox", { name: "Search services" }).fill("stall-07");
    await page.getByRole("link", { name: "Stall 7", exact: true }).waitFor();
    expect(new URL(page.url()).searchParams.get("page")).to.equal(null);
    expect(complaints).to.deep.equal([]);
  });

  it("says that a page past the last one is none, and leads back", async () => {
    const { page } = await visit("/?q=stall&page=9");
    await page.getByText("This page is past the last one").waitFor();
    await page.getByRole("button", { name: "Previous" }).click();
    await page.getByText("Page 2 of 2").waitFor();
  });
});
