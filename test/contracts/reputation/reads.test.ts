import { expect } from "chai";
import { as, networkHelpers } from "../helpers/chain.ts";
import { reputed, say } from "../helpers/reputation.ts";

const { loadFixture } = networkHelpers;
const MOST = 10n ** 38n;

/** Alice has said three things and Bob two; one of each is revoked. */
async function talked() {
  const parts = await reputed();
  const { reputation, service, alice, bob } = parts;
  await say(parts, alice, { value: 90n });
  await say(parts, alice, { value: 9950n, decimals: 2, tag1: "uptime", tag2: "day" });
  await say(parts, alice, { value: 10n });
  await say(parts, bob, { value: 71n });
  await say(parts, bob, { value: 9800n, decimals: 2, tag1: "uptime", tag2: "month" });
  for (const [who, index] of [
    [alice, 3n],
    [bob, 1n],
  ] as const) {
    await as(reputation, who).revokeFeedback(service.serviceId, index);
  }
  return parts;
}
type Talked = Awaited<ReturnType<typeof talked>>;

const summary = async ({ reputation, service }: Talked, clients: string[], tag1 = "", tag2 = "") => [
  ...(await reputation.getSummary(service.serviceId, clients, tag1, tag2)),
];

describe("Reputation.getSummary", () => {
  it("is the plain average of what these clients say and have not revoked, by tag", async () => {
    const parts = await loadFixture(talked);
    const { alice, bob } = parts;
    const both = [alice.address, bob.address];
    expect(await summary(parts, both, "starred")).to.deep.equal([1n, 90n, 0n]);
    expect(await summary(parts, both, "uptime")).to.deep.equal([2n, 9875n, 2n]);
    expect(await summary(parts, both, "uptime", "day")).to.deep.equal([1n, 9950n, 2n]);
    expect(await summary(parts, both, "", "month")).to.deep.equal([1n, 9800n, 2n]);
    expect(await summary(parts, both, "latency")).to.deep.equal([0n, 0n, 0n]);
  });

  it("has the decimals that most have, the fewest among equals", async () => {
    const parts = await loadFixture(talked);
    const { alice, bob } = parts;
    // (90 + 99.5) / 2 without decimals, rounded towards zero; (90 + 99.5 + 98) / 3 with two.
    expect(await summary(parts, [alice.address])).to.deep.equal([2n, 94n, 0n]);
    expect(await summary(parts, [alice.address, bob.address])).to.deep.equal([3n, 9583n, 2n]);
  });

  it("averages debts as well as gains", async () => {
    const parts = await loadFixture(talked);
    const { carol } = parts;
    await say(parts, carol, { value: -32n, decimals: 1, tag1: "tradingYield" });
    await say(parts, carol, { value: 11n, decimals: 1, tag1: "tradingYield" });
    expect(await summary(parts, [carol.address])).to.deep.equal([2n, -10n, 1n]);
  });

  it("refuses to average over everybody, and what does not fit the answer", async () => {
    const parts = await loadFixture(talked);
    const { reputation, service, carol } = parts;
    await expect(reputation.getSummary(service.serviceId, [], "", "")).to.be.revertedWithCustomError(
      reputation,
      "ReputationNoClients",
    );
    await say(parts, carol, { value: MOST, tag1: "revenues" });
    for (let i = 0; i < 2; ++i) await say(parts, carol, { value: 0n, decimals: 18, tag1: "revenues" });
    await expect(reputation.getSummary(service.serviceId, [carol.address], "", ""))
      .to.be.revertedWithCustomError(reputation, "ReputationSummaryOverflow")
      .withArgs((MOST * 10n ** 18n) / 3n);
  });
});

describe("Reputation.readAllFeedback", () => {
  const plain = (answer: readonly unknown[]) => answer.map((column) => [...(column as unknown[])]);

  it("gives all that passes the tags, of some clients or of all, with the revoked only when asked", async () => {
    const { reputation, service, alice, bob } = await loadFixture(talked);
    const read = async (clients: string[], tag1: string, tag2: string, revoked: boolean) =>
      plain([...(await reputation.readAllFeedback(service.serviceId, clients, tag1, tag2, revoked))]);
    expect(await read([], "", "", true)).to.deep.equal([
      [alice.address, alice.address, alice.address, bob.address, bob.address],
      [1n, 2n, 3n, 1n, 2n],
      [90n, 9950n, 10n, 71n, 9800n],
      [0n, 2n, 0n, 0n, 2n],
      ["starred", "uptime", "starred", "starred", "uptime"],
      ["", "day", "", "", "month"],
      [false, false, true, true, false],
    ]);
    expect(await read([bob.address], "", "", false)).to.deep.equal([
      [bob.address],
      [2n],
      [9800n],
      [2n],
      ["uptime"],
      ["month"],
      [false],
    ]);
    const [clients, indexes] = await read([], "starred", "", true);
    expect(clients).to.deep.equal([alice.address, alice.address, bob.address]);
    expect(indexes).to.deep.equal([1n, 3n, 1n]);
    expect((await read([], "uptime", "week", true))[0]).to.deep.equal([]);
  });
});

describe("Reputation's pages", () => {
  it("give the clients and the entries of one in parts that any caller can pay for", async () => {
    const { reputation, service, alice, bob } = await loadFixture(talked);
    const { serviceId } = service;
    expect(await reputation.clientCount(serviceId)).to.equal(2n);
    const clients = async (from: bigint, count: bigint) => [
      ...(await reputation.clientsPage(serviceId, from, count)),
    ];
    expect(await clients(0n, 1n)).to.deep.equal([alice.address]);
    expect(await clients(1n, 9n)).to.deep.equal([bob.address]);
    expect(await clients(2n, 9n)).to.deep.equal([]);
    const indexes = async (from: bigint, count: bigint) =>
      [...(await reputation.feedbackPage(serviceId, alice.address, from, count))].map(
        ({ feedbackIndex, review, tag1, tag2 }) => [feedbackIndex, review.value, review.revoked, tag1, tag2],
      );
    expect(await indexes(2n, 9n)).to.deep.equal([
      [2n, 9950n, false, "uptime", "day"],
      [3n, 10n, true, "starred", ""],
    ]);
    expect(await indexes(0n, 1n)).to.deep.equal([[1n, 90n, false, "starred", ""]]);
    expect(await indexes(4n, 1n)).to.deep.equal([]);
  });

  it("refuse an entry that is not there", async () => {
    const { reputation, service, bob } = await loadFixture(talked);
    for (const read of ["readFeedback", "reviewOf", "weightOf", "helpfulOf"] as const) {
      await expect(reputation[read](service.serviceId, bob.address, 3n))
        .to.be.revertedWithCustomError(reputation, "ReputationUnknownFeedback")
        .withArgs(service.serviceId, bob.address, 3n, 2n);
    }
  });
});
