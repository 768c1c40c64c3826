import { expect } from "chai";
import { expectForEverybody, lookedAt } from "./axe.ts";
import { connect } from "./person.ts";
import { visit } from "./site.ts";

describe("everybody on the site", function () {
  this.timeout(300_000);
  const pages = [
    "/",
    "/services/stoa/chart",
    "/services/stoa/chart?tab=try",
    "/services/stoa/chart?tab=connect",
    "/services/stoa/chart?tab=reviews",
    "/services/stoa/chart?tab=plans",
    "/services/stoa/chart?tab=versions",
    "/services/stoa/chart?tab=records",
    "/services/stoa/chart?tab=terms",
    "/services/stoa/chart?tab=activity",
    "/account",
    "/account/disputes",
    "/publish",
    "/publish/new",
    "/publish/claims",
    "/publish/stoa/chart",
    "/gateways",
    "/court",
    "/bounties",
    "/governance",
    "/governance/new",
    "/governance/members",
    "/governance/treasury",
    "/governance/figures",
  ];

  it("meets no barrier that axe knows of, and no sideways scrolling, on the pages that the walks left out", async () => {
    const { page } = await visit("/");
    await connect(page);
    for (const path of pages.filter((each) => !lookedAt.has(each))) {
      await page.goto(path);
      await page.getByRole("button", { name: /^Wallet 0x/ }).waitFor();
      await expectForEverybody(page);
    }
    expect([...lookedAt]).to.include.members(pages);
  });

  it("gets scripts and styles compressed", async () => {
    const { page } = await visit("/account");
    const plain: string[] = [];
    let compressed = 0;
    page.on("response", (response) => {
      const { "content-encoding": encoding, "content-length": length } = response.headers();
      if (!/\.(js|css)$/.test(response.url())) return;
      if (encoding !== undefined) compressed += 1;
      // Below a kilobyte it is not worth it.
      else if (Number(length) >= 1_024) plain.push(response.url());
    });
    await page.goto("/");
    await page.getByRole("article").first().waitFor();
    expect(plain).to.deep.equal([]);
    expect(compressed).to.be.greaterThan(0);
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
    await page.waitForURL(/\/services\/\w+\//);
  });
});
