import { expect } from "chai";
import { getAddress, keccak256, pad, stringToHex, toBytes } from "viem";
import type { ArgumentContext } from "../../web/src/lib/argument-text.ts";
import { EMPTY_REQUEST, requestCall, totalOf, type RequestDraft } from "../../web/src/lib/request-draft.ts";

const DAY = 86_400;
const NOW = 1_800_000_000n;
const USDC = 1_000_000n;
const TREASURY = getAddress(pad("0xfee", { size: 20 }));
const PAYEE = getAddress(pad("0xbeef", { size: 20 }));
const money = { symbol: "USDC", decimals: 6, address: getAddress(pad("0xc0", { size: 20 })) };
const stoa = { symbol: "STOA", decimals: 18, address: getAddress(pad("0x57", { size: 20 })) };
const context: ArgumentContext = { money, stoa, token: money, nameOf: () => undefined };

const draft = (changes: Partial<RequestDraft>): RequestDraft => ({
  ...EMPTY_REQUEST,
  to: PAYEE,
  category: "grants",
  uri: "https://forum.example/7",
  ...changes,
});
const PURPOSE = {
  category: stringToHex("grants", { size: 32 }),
  documentHash: keccak256(toBytes("https://forum.example/7")),
  uri: "https://forum.example/7",
};
const callOf = (changes: Partial<RequestDraft>) => requestCall(draft(changes), 1n, TREASURY, context, NOW);

describe("a request that a council member fills in", () => {
  it("is a payment of the amount, in the budget's token", () => {
    const { functionName, args } = callOf({ amount: "1.5" })!;
    expect(functionName).to.equal("requestPayment");
    expect(args).to.deep.equal([1n, PAYEE, 1_500_000n, PURPOSE]);
  });

  it("is a grant whose band is that of all its milestones, each with the hash of what is delivered", () => {
    const milestones = [
      { amount: "500", delivers: "A draft" },
      { amount: "400", delivers: " The whole " },
    ];
    expect(totalOf(draft({ kind: "grant", milestones }), context)).to.equal(900n * USDC);
    const { functionName, args } = callOf({ kind: "grant", milestones })!;
    expect(functionName).to.equal("requestGrant");
    expect(args).to.deep.equal([
      1n,
      PAYEE,
      [
        { amount: 500n * USDC, hash: keccak256(toBytes("A draft")) },
        { amount: 400n * USDC, hash: keccak256(toBytes("The whole")) },
      ],
      PURPOSE,
    ]);
  });

  it("is no grant while one of its milestones pays nothing", () => {
    const milestones = [{ amount: "500", delivers: "" }];
    expect(callOf({ kind: "grant", milestones: [...milestones, { amount: "", delivers: "" }] })).to.equal(
      undefined,
    );
    expect(callOf({ kind: "grant", milestones: [...milestones, { amount: "0", delivers: "" }] })).to.equal(
      undefined,
    );
    expect(callOf({ kind: "grant", milestones: [] })).to.equal(undefined);
  });

  it("is a stream from so many days on, by the second, and asks for no more than it will pay", () => {
    const stream = { kind: "stream", amount: "900", startsIn: "0.5", runs: "30" } as const;
    const ratePerSecond = (900n * USDC) / BigInt(30 * DAY);
    expect(totalOf(draft(stream), context)).to.equal(ratePerSecond * BigInt(30 * DAY));
    const start = Number(NOW) + DAY / 2;
    const { functionName, args } = callOf(stream)!;
    expect(functionName).to.equal("requestStream");
    expect(args).to.deep.equal([1n, PAYEE, { ratePerSecond, start, end: start + 30 * DAY }, PURPOSE]);
  });

  it("is nothing while the payee, the amount or the category is missing or wrong", () => {
    const wrong: Partial<RequestDraft>[] = [
      { amount: "" },
      { amount: "0" },
      { amount: "0.0000001" },
      { amount: "1", to: "0x12" },
      { amount: "1", category: " " },
      { amount: "1", category: "a name that does not fit into 32 bytes" },
      { kind: "stream", amount: "900", runs: "" },
      { kind: "stream", amount: "900", runs: "0" },
      { kind: "stream", amount: "0.000001", runs: "30" },
    ];
    for (const changes of wrong) expect(callOf(changes), JSON.stringify(changes)).to.equal(undefined);
  });
});
