/** Each way in which `npm start` ends, on the real command: what it says, and that nothing of it is left. */
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { expect } from "chai";
import { expectGone, openTerminal, type NpmStart, type Terminal } from "../helpers/npm-start.ts";

describe("npm start ends", function () {
  this.timeout(240_000);
  let terminal: Terminal;

  beforeEach(async () => {
    terminal = await openTerminal();
  });
  afterEach(() => terminal?.close());

  it("at once when a port is taken: it names the port, what wanted it and how to move it, and starts nothing", async () => {
    const { GATEWAY_PORT } = terminal.ports;
    const stranger = createServer().listen(GATEWAY_PORT, "127.0.0.1");
    await once(stranger, "listening");
    try {
      const start = terminal.npmStart();
      expect(await start.ended).to.not.equal(0);
      expect(start.output()).to.match(
        new RegExp(
          `Port ${GATEWAY_PORT} for the gateway and site is taken\\. ` +
            "Free it, or choose another: GATEWAY_PORT=\\d+ npm start",
        ),
      );
      expect(start.output()).to.not.include("✓");
      expect(existsSync(`${terminal.folder}/data`)).to.equal(false);
    } finally {
      stranger.close();
    }
  });

  it("on Ctrl-C while it is still starting, without waiting for what is not ready", async () => {
    const start = terminal.npmStart();
    await start.says("✓ contracts");
    const all = start.processes();
    start.ctrlC();
    // npm passes a Ctrl-C on to whoever called it: it ends by the same signal.
    expect(await start.ended, start.output()).to.be.oneOf([0, undefined]);
    expect(start.output()).to.include("Stopping …").and.to.include("Stopped.");
    expect(start.output()).to.not.include("✓ gateway");
    await expectGone(all);
  });

  it("when a part dies during the start: it says which, and stops the others", async () => {
    const start = terminal.npmStart();
    await start.says("✓ services");
    const all = start.processes();
    killOne(start, "services/main.ts");
    expect(await start.ended).to.equal(1);
    expect(start.output()).to.include("The services ended: killed by SIGKILL.");
    expect(start.output()).to.include("Stoa did not start; what had started is stopped.");
    await expectGone(all);
  });

  it("when a part dies later: it says which and what that part said last, stops the others, and exits with 1", async () => {
    const start = terminal.npmStart();
    await start.says("Ctrl-C stops everything.");
    const all = start.processes();
    killOne(start, "gateway/main.ts");
    expect(await start.ended).to.equal(1);
    expect(start.output()).to.match(
      /\nThe gateway ended: killed by SIGKILL\. Its last lines \(all in \S+gateway\.log\):\n {2}gateway 0x\w{40} at http/,
    );
    expect(start.output()).to.include("Stopping the other parts …\nStopped.");
    await expectGone(all);
  });
});

function killOne(start: NpmStart, command: string): void {
  const found = start.processes(command);
  expect(found, command).to.have.length(1);
  process.kill(found[0]!.pid, "SIGKILL");
}
