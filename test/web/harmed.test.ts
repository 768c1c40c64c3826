import { expect } from "chai";
import { concat, keccak256, pad, toHex, type Address } from "viem";
import { harmedLedgers, harmedProblem, ledgerId, paidBy, stakeShares } from "../../web/src/lib/harmed.ts";

const token = { symbol: "USDC", decimals: 6 };
const account = (digit: string): Address => `0x${digit.repeat(40)}`;
const [alice, bob, key, gateway, publisher] = ["1", "2", "3", "4", "5"].map(account) as [
  Address,
  Address,
  Address,
  Address,
  Address,
];
const SERVICE = 7n;
const ledger = (payer: Address, by: Address, claimed: bigint) => ({
  payer,
  gateway,
  key: by,
  epoch: 0,
  claimed,
});
const ledgers = [ledger(alice, alice, 2_000_000n), ledger(alice, key, 5_000_000n), ledger(bob, bob, 100n)];
const context = { ledgers, token, publisher };

describe("the clients whom a stake's case names", () => {
  it("are named by payer and sum, and covered by their ledgers, the largest first, in the order of the vault's ids", () => {
    const named = [
      { payer: bob, amount: 60n },
      { payer: alice, amount: 5_500_000n },
    ];
    const entries = harmedLedgers(named, ledgers, SERVICE);
    expect(new Map(entries.map((each) => [`${each.payer} ${each.key}`, each.amount]))).to.deep.equal(
      new Map([
        [`${alice} ${key}`, 5_000_000n],
        [`${alice} ${alice}`, 500_000n],
        [`${bob} ${bob}`, 60n],
      ]),
    );
    const ids = entries.map((each) => ledgerId(each, SERVICE));
    expect(ids).to.deep.equal(ids.toSorted());
    expect(entries[0]).to.not.have.property("claimed");
  });

  it("have ledgers that the vault numbers by four words: payer, gateway, key, service", () => {
    const words = [alice, gateway, key, toHex(SERVICE)].map((each) => pad(each, { size: 32 }));
    expect(ledgerId({ payer: alice, gateway, key }, SERVICE)).to.equal(keccak256(concat(words)));
  });

  it("can have back what they have paid by all their keys, and no more", () => {
    expect(paidBy(alice, ledgers)).to.equal(7_000_000n);
    expect(harmedProblem([{ payer: alice, amount: "7" }], 0, context)).to.equal(undefined);
    expect(harmedProblem([{ payer: alice, amount: "7.000001" }], 0, context)).to.deep.equal({
      amount: "More than nothing, and at most the 7.00 USDC that it has paid.",
    });
    expect(harmedProblem([{ payer: alice, amount: "0" }], 0, context)).to.have.property("amount");
  });

  it("are no strangers, not the publisher, and nobody twice", () => {
    const problemOf = (payer: string) => harmedProblem([{ payer, amount: "1" }], 0, context)?.payer;
    expect(problemOf("0x12")).to.equal("This is no address.");
    expect(problemOf(publisher)).to.equal("This is the publisher.");
    expect(problemOf(gateway)).to.equal("This account has paid nothing to this service by voucher.");
    const twice = [
      { payer: alice, amount: "1" },
      { payer: ` ${alice} `, amount: "1" },
    ];
    expect(harmedProblem(twice, 1, context)?.payer).to.equal("This client is named already.");
  });

  it("come before the challenger and the Treasury, who halve the rest", () => {
    expect(stakeShares(31n, 10n)).to.deep.equal({ harmed: 10n, challenger: 10n, treasury: 11n });
  });
});
