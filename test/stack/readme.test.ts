/** The README's tour, word for word: its commands are read out of it and run on a stack at the ports that it names. */
import { exec } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect } from "chai";
import type { TestStack } from "../helpers/stack.ts";
import { sharedStack } from "./shared-stack.ts";

const run = promisify(exec);

/** The shell blocks under "A five-minute tour"; a line `# → text` says what the output holds. */
function tourSteps(readme: string): { command: string; shows: string[] }[] {
  const tour = /## A five-minute tour\n([\s\S]*?)\n## /.exec(readme)?.[1] ?? "";
  return [...tour.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => {
    const lines = block!.trim().split("\n");
    return {
      command: lines.filter((line) => !line.startsWith("# →")).join("\n"),
      shows: lines.filter((line) => line.startsWith("# →")).map((line) => line.slice(4).trim()),
    };
  });
}

describe("the README's tour", function () {
  this.timeout(180_000);
  const steps = tourSteps(readFileSync("README.md", "utf8"));
  let stack: TestStack;

  before(async () => {
    stack = await sharedStack();
  });

  it("has commands for a consumer, an agent, a publisher and a token holder", () =>
    expect(steps.length).to.be.greaterThanOrEqual(5));

  for (const { command, shows } of steps) {
    it(`$ ${command.split("\n")[0]}`, async () => {
      const { port } = new URL(stack.siteUrl);
      const { stdout } = await run(command.replaceAll("localhost:4000", `localhost:${port}`), {
        env: { ...process.env, GATEWAY_PORT: port, GATEWAY_URL: stack.siteUrl },
      });
      for (const text of shows) expect(stdout).to.contain(text);
    });
  }
});
