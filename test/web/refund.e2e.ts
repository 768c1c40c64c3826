import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { buyer } from "./buyer.ts";
import { connect, moveClock } from "./person.ts";
import { visit } from "./site.ts";

describe("a refund", function () {
  this.timeout(300_000);

  it("is signed by who was paid, and comes back into the payer's account", async () => {
    const { key, callId, address } = await buyer();
    const { page, complaints } = await visit("/publish/stoa/chart");
    await connect(page);
    const card = page.getByRole("region", { name: "Refund", exact: true });
    await card.getByText("Another wallet is paid for this service").waitFor();
    await moveClock(page, "+1 h");
    await card.getByLabel("Call").fill(callId);
    await card.getByRole("button", { name: "Fill in" }).click();
    await card.getByText(/^It cost 0.10 USDC, charged to 0x/).waitFor();
    expect(await card.getByRole("button", { name: /^Refund/ }).isDisabled()).to.equal(true);

    const publisher = await visit("/publish/stoa/chart");
    await connect(publisher.page, "Demo publisher");
    const own = publisher.page.getByRole("region", { name: "Refund", exact: true });
    await own.getByText(/at once\. (?!0\.00 )[\d,.]+ USDC still maturing/).waitFor();
    await own.getByLabel("Call").fill("a-call-that-never-was");
    await own.getByRole("button", { name: "Fill in" }).click();
    await own.getByText("This gateway has no receipt of that call.").waitFor();
    await own.getByLabel("Call").fill(callId);
    await own.getByRole("button", { name: "Fill in" }).click();
    await own.getByText(/^It cost 0.10 USDC, charged to 0x/).waitFor();
    expect(await own.getByLabel("Payer").inputValue()).to.include(address.toLowerCase());
    await own.getByLabel("Amount").fill("100000");
    await own.getByText(/USDC at most\.$/).waitFor();
    await own.getByLabel("Amount").fill("0.05");
    await expectForEverybody(publisher.page);
    await own.getByRole("button", { name: "Refund 0.05 USDC" }).click();
    await own
      .getByRole("region", { name: "Refunds" })
      .getByRole("cell", { name: "0.05 USDC" })
      .first()
      .waitFor();

    const payer = await visit("/account", { key });
    await connect(payer.page);
    const event = payer.page.getByRole("row").filter({ hasText: "Refunded" });
    await event.getByRole("cell", { name: "0.05 USDC" }).waitFor();
    await event.getByRole("cell", { name: "4.95 USDC" }).waitFor();
    // The receipt that is not there.
    expect(publisher.complaints.filter((text) => !text.includes("404"))).to.deep.equal([]);
    expect(complaints).to.deep.equal([]);
  });
});
