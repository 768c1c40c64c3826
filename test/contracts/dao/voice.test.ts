import { expect } from "chai";
import { deploy, networkHelpers, type Callable } from "../helpers/chain.ts";
import { STOA } from "../helpers/members.ts";

const { loadFixture } = networkHelpers;
const CAP = 100_000n * STOA;
const MULTIPLIERS = [0n, 5_000n, 10_000n, 15_000n, 20_000n] as const;

async function counter() {
  return deploy<Callable<"weightOf" | "cap">>("VoiceCounter");
}

/** The largest whole number whose square is not above `value`. */
function root(value: bigint): bigint {
  let [low, high] = [0n, value + 1n];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle * middle <= value) low = middle;
    else high = middle;
  }
  return low;
}

function model(balance: bigint, earlier: bigint, bps: bigint): bigint {
  const least = [balance, earlier, CAP].reduce((a, b) => (a < b ? a : b));
  return (root(least) * bps) / 10_000n;
}

describe("Voice", () => {
  it("is the root of the least of both balances and the cap, times the multiplier, rounded down", async () => {
    const voice = await loadFixture(counter);
    const balances = [0n, 1n, 3n, 4n, STOA - 1n, STOA, CAP - 1n, CAP, CAP + 1n, 10n ** 27n, 2n ** 256n - 1n];
    for (const balance of balances) {
      for (const earlier of balances) {
        const bps = MULTIPLIERS[(balances.indexOf(balance) + balances.indexOf(earlier)) % 5] ?? 0n;
        expect(await voice.weightOf(balance, earlier, bps)).to.equal(model(balance, earlier, bps));
      }
    }
  });

  it("is nothing for a stranger and at most twice the root of the cap for anyone", async () => {
    const voice = await loadFixture(counter);
    expect(await voice.weightOf(CAP, CAP, 0n)).to.equal(0n);
    expect(await voice.weightOf(2n ** 256n - 1n, 2n ** 256n - 1n, 20_000n)).to.equal(632_455_532_032n);
    expect(await voice.weightOf(CAP, CAP, 10_000n)).to.equal(root(CAP));
  });

  it("gives those who borrowed for the day nothing", async () => {
    const voice = await loadFixture(counter);
    expect(await voice.weightOf(CAP, 0n, 20_000n)).to.equal(0n);
  });

  it("has a cap of 0.01 % of the supply", async () => {
    expect(await (await loadFixture(counter)).cap()).to.equal((1_000_000_000n * STOA) / 10_000n);
  });
});
