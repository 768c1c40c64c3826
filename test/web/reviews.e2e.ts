import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { buyer } from "./buyer.ts";
import { connect, moveClock } from "./person.ts";
import { visit } from "./site.ts";

describe("a review", function () {
  this.timeout(300_000);
  const TAB = "/services/stoa/chart?tab=reviews";

  it("weighs the fees that its author has paid; the publisher answers it, and another payer finds it helpful", async () => {
    const [author, reader] = [await buyer(), await buyer()];
    const { page, complaints } = await visit(TAB, { key: author.key });
    await page.getByRole("button", { name: "Connect to review" }).waitFor();
    await expectForEverybody(page);
    await connect(page);
    // The gateway claims first: what was paid is on the chain.
    await moveClock(page, "+1 h");
    const form = page.getByRole("region", { name: "Your review" });
    const button = form.getByRole("button", { name: "Review" });
    expect(await button.isDisabled()).to.equal(true);
    await form.getByRole("radio", { name: "4 stars" }).check({ force: true });
    await form.getByLabel("What you found").fill("The axes are right. It knows no log scale.");
    await form.getByText(/would weigh nothing/).waitFor({ state: "detached" });
    await button.click();
    const reviews = page.getByRole("region", { name: "Reviews", exact: true });
    const item = reviews.getByRole("listitem").filter({ hasText: "It knows no log scale." });
    await item.getByRole("img", { name: "4.0 of 5 stars" }).waitFor();
    await item.getByText(/^Weighs (?!0\.00 )\d.* USDC of fees$/).waitFor();
    await page
      .getByRole("region", { name: "Score" })
      .getByText(/reviews? that weighs?$/)
      .waitFor();
    await expectForEverybody(page);

    const publisher = await visit(TAB);
    await connect(publisher.page, "Demo publisher");
    const asked = publisher.page.getByRole("listitem").filter({ hasText: "It knows no log scale." });
    expect(await publisher.page.getByRole("region", { name: "Your review" }).count()).to.equal(0);
    await asked.getByRole("button", { name: "Answer" }).click();
    await asked.getByLabel("Your answer").fill("Log scales come with 1.1.");
    await asked.getByRole("button", { name: "Send the answer" }).click();
    await asked.getByText("Log scales come with 1.1.", { exact: true }).waitFor();
    await asked.getByText(/^The publisher/).waitFor();

    const other = await visit(TAB, { key: reader.key });
    await connect(other.page);
    const read = other.page.getByRole("listitem").filter({ hasText: "It knows no log scale." });
    await read.getByRole("button", { name: "Helpful 0", exact: true }).click();
    await read.getByRole("button", { name: "Helpful 1", exact: true }).waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it("by somebody who has paid nothing is told that it will weigh nothing", async () => {
    const { page } = await visit(TAB);
    await connect(page);
    await page
      .getByRole("region", { name: "Your review" })
      .getByText(/would weigh nothing/)
      .waitFor();
    await page
      .getByRole("region", { name: "Review anonymously" })
      .getByText(/the chain knows of none yet/)
      .waitFor();
  });
});
