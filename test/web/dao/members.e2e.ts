import { expect } from "chai";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { keccak256, type Address, type Hex } from "viem";
import { encodeWire } from "../../../contracts/payment.ts";
import { ISSUER, issueCredential } from "../../../scripts/demo/credential.ts";
import { connect as connectTo } from "../../../scripts/deploy/client.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { shortHex } from "../../../web/src/lib/format.ts";
import { expectForEverybody } from "../axe.ts";
import { pass } from "../buyer.ts";
import { contractsHere, holder, STOA } from "../holder.ts";
import { connect } from "../person.ts";
import { site, visit } from "../site.ts";

const DAY = 86_400;

/** What the demo's issuer gives out, as it is pasted. Without `person`, each account is one of its own. */
async function credentialOf(recipient: Address, person?: Hex): Promise<string> {
  const reader = await connectTo(site().stack.rpcUrl, demoAccount(6));
  const { AttestationAdapter } = contractsHere();
  return encodeWire(
    await issueCredential(reader, demoAccount(ISSUER), AttestationAdapter, recipient, person),
  );
}

describe("a person who wants a voice", function () {
  this.timeout(300_000);

  it("puts up a bond, is heard after 30 days, and gets it back when he leaves", async () => {
    const { key, address } = await holder(5_000n * STOA);
    const { page, complaints } = await visit("/governance/members", { key });
    await page.getByText("A membership belongs to one wallet.").waitFor();
    await connect(page);
    await page.getByText("5,000 STOA").waitFor();
    await expectForEverybody(page);
    await page.getByRole("button", { name: "Enrol by bond" }).click();
    const membership = page.getByRole("region", { name: "Your membership" });
    await membership.getByText("Half a voice, by bond").waitFor();
    await membership.getByText(/^in 29 d/).waitFor();
    const row = page.getByRole("region", { name: "Members" }).getByRole("row", { name: shortHex(address) });
    await row.first().waitFor();
    await expectForEverybody(page);

    await pass(30 * DAY);
    await row.first().getByText("Now").waitFor();
    await membership.getByText("Now", { exact: true }).waitFor();
    await membership.getByRole("button", { name: "Start to leave" }).click();
    await membership.getByText("None, you are leaving").waitFor();
    await pass(7 * DAY);
    await membership.getByRole("button", { name: "Leave", exact: true }).click();
    await membership.getByRole("button", { name: "Enrol by bond" }).waitFor();
    await membership.getByText("5,000 STOA").waitFor();
    expect(complaints).to.deep.equal([]);
  });

  it("shows a credential that was given to this very account", async () => {
    const { key, address } = await holder(STOA);
    const { page } = await visit("/governance/members", { key });
    await connect(page);
    const field = page.getByRole("textbox", { name: "Credential" });
    await field.fill("my word");
    await page.getByText("This is no JSON.").waitFor();
    await field.fill(await credentialOf(demoAccount(6).address));
    await page.getByText("This credential was given to", { exact: false }).waitFor();
    await field.fill(await credentialOf(address));
    await page.getByRole("button", { name: "Enrol by credential" }).click();
    await page
      .getByRole("region", { name: "Your membership" })
      .getByText("A whole voice, by credential")
      .waitFor();
    await expectForEverybody(page);
  });

  it("moves his membership to a new wallet by a newer credential, and the old one has no voice", async () => {
    const { key, address } = await holder(STOA);
    const person = keccak256(address);
    const { page } = await visit("/governance/members", { key });
    await connect(page);
    await page.getByRole("textbox", { name: "Credential" }).fill(await credentialOf(address, person));
    await page.getByRole("button", { name: "Enrol by credential" }).click();
    const old = page.getByRole("region", { name: "Your membership" });
    await old.getByText("A whole voice, by credential").waitFor();
    // A credential counts only if it is newer than the one before.
    await pass(60);

    const newKey = generatePrivateKey();
    const { address: newAddress } = privateKeyToAccount(newKey);
    const { page: newPage, complaints } = await visit("/governance/members", { key: newKey });
    await connect(newPage);
    await newPage.getByRole("textbox", { name: "Credential" }).fill(await credentialOf(newAddress, person));
    await newPage.getByText("This person is a member already").waitFor();
    await newPage.getByText(shortHex(address)).first().waitFor();
    await newPage.getByText("A whole voice, by credential").first().waitFor();
    await expectForEverybody(newPage);
    await newPage.getByRole("button", { name: "Recover the membership" }).click();
    await newPage
      .getByRole("region", { name: "Your membership" })
      .getByText("A whole voice, by credential")
      .waitFor();
    await page.getByRole("button", { name: "Enrol by bond" }).waitFor();
    await newPage
      .getByRole("region", { name: "Members" })
      .getByRole("row", { name: shortHex(address) })
      .waitFor({ state: "detached" });
    expect(complaints).to.deep.equal([]);
  });
});
