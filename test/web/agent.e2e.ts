import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { expect } from "chai";
import { expectForEverybody } from "./axe.ts";
import { connect, deposit } from "./person.ts";
import { visit } from "./site.ts";

/** A folder that looks like a checkout to a program in it. */
function checkout(): string {
  mkdirSync(".stoa/test", { recursive: true });
  const folder = resolve(mkdtempSync(".stoa/test/agent-"));
  for (const part of ["contracts", "sdk"]) symlinkSync(resolve(part), resolve(folder, part));
  return folder;
}

describe("an agent", function () {
  this.timeout(300_000);

  it("pays for a call with the key file and the program that the site gives its owner", async () => {
    const { page } = await visit("/account");
    await connect(page);
    await page.getByRole("button", { name: "Deposit", exact: true }).click();
    await deposit(page, "5");
    await page.getByTestId("available").getByText("5.00").waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("compiler agent");
    await page.getByRole("button", { name: "Create key" }).click();
    const dialog = page.getByRole("dialog", { name: "Your agent’s key" });
    await dialog.getByText("A program that pays with it").click();
    await expectForEverybody(page);
    const program = await dialog.getByRole("region", { name: "Agent program" }).innerText();
    const folder = checkout();
    try {
      const downloading = page.waitForEvent("download");
      await dialog.getByRole("link", { name: "Download stoa-key.json" }).click();
      const file = await downloading;
      await file.saveAs(resolve(folder, file.suggestedFilename()));
      writeFileSync(resolve(folder, "agent.mjs"), program);
      const { stdout } = await promisify(execFile)(process.execPath, ["agent.mjs"], { cwd: folder });
      expect(stdout).to.contain("Charged 20000 base units.");
      expect(stdout).to.contain("bytecode");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }

    await dialog.getByRole("button", { name: "I have copied it" }).click();
    await page.getByRole("button", { name: "Sign in with your wallet" }).click();
    const calls = page.getByRole("region", { name: "Your calls" });
    await calls.getByRole("cell", { name: "compile" }).waitFor();
    await calls.getByRole("cell", { name: "0.02 USDC" }).waitFor();
  });
});
