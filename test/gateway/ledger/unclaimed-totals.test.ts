import { expect } from "chai";
import { createUnclaimedTotals } from "../../../gateway/ledger/unclaimed-totals.ts";

/** Totals over books that are read when the test says so. */
function totals() {
  const readings: PromiseWithResolvers<ReadonlyMap<bigint, bigint>>[] = [];
  const problems: unknown[] = [];
  const owed = createUnclaimedTotals(
    {
      unclaimedByService() {
        const reading = Promise.withResolvers<ReadonlyMap<bigint, bigint>>();
        readings.push(reading);
        return reading.promise;
      },
    },
    (problem) => problems.push(problem),
  );
  return { owed, readings, problems };
}

describe("what a gateway owes a service", () => {
  it("is what the books say, and what was charged since, without asking them for each call", async () => {
    const { owed, readings } = totals();
    const first = owed.of(7n);
    readings[0]!.resolve(new Map([[7n, 100n]]));
    expect(await first).to.equal(100n);
    owed.add(7n, 20n);
    owed.add(8n, 3n);
    expect(await owed.of(7n)).to.equal(120n);
    expect(await owed.of(8n)).to.equal(3n);
    expect(readings).to.have.length(1);
  });

  it("is rather too much than too little when a charge falls into a reading", async () => {
    const { owed, readings } = totals();
    const first = owed.of(7n);
    owed.add(7n, 20n);
    readings[0]!.resolve(new Map([[7n, 100n]]));
    expect(await first).to.equal(120n);
  });

  it("is not known while the books were never read, and their problem is told", async () => {
    const { owed, readings, problems } = totals();
    const first = owed.of(7n);
    readings[0]!.reject(new Error("away"));
    expect(await first).to.equal(undefined);
    expect(problems).to.have.length(1);
  });
});
