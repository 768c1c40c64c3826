/** The books' rules alone, and under any order of reserve, capture, void, claim and reorg. */
import { expect } from "chai";
import { zeroHash, type Address, type Hex } from "viem";
import { decideCapture, decideClaimed, decideVoid } from "../../../gateway/ledger/decide-end.ts";
import { decideReserve, exposure, type ReserveState } from "../../../gateway/ledger/decide-reserve.ts";
import { candidatesOf } from "../../../gateway/ledger/records.ts";
import type { CallRecord, FormerVoucherRow, LedgerRow } from "../../../gateway/ledger/schema.ts";
import type { ReserveRequest } from "../../../gateway/ledger/types.ts";

const PAYER: Address = "0x1000000000000000000000000000000000000001";
const GATEWAY: Address = "0x2000000000000000000000000000000000000002";
const NOW = 1_000_000n;
const TERMS: Hex[] = [`0x${"01".repeat(32)}`, `0x${"02".repeat(32)}`, `0x${"03".repeat(32)}`];

interface Ask {
  readonly callId?: string;
  readonly price?: bigint;
  readonly cumulative?: bigint;
  readonly balance?: bigint;
  readonly terms?: Hex;
  readonly validBefore?: bigint;
  readonly block?: bigint;
}

function request(ask: Ask = {}): ReserveRequest {
  const { price = 10n, cumulative = 10n, balance = 1_000n, terms = TERMS[0]! } = ask;
  return {
    callId: (ask.callId ?? "0xcall") as Hex,
    requestHash: zeroHash,
    tool: "work",
    price,
    voucher: {
      payer: PAYER,
      gateway: GATEWAY,
      key: PAYER,
      serviceId: 1n,
      termsHash: terms,
      epoch: 0,
      cumulative,
      validBefore: ask.validBefore ?? NOW + 1_000n,
    },
    signature: `0x${cumulative}` as Hex,
    terms: { termsId: terms, feeVersion: 1 },
    servicesProof: [],
    account: {
      balanceSafe: balance,
      balanceLatest: balance,
      thawing: 0n,
      thawEnd: 0n,
      epoch: 0,
      block: ask.block ?? 5n,
    },
    claimed: 0n,
    leastValidBefore: NOW + 100n,
    now: NOW,
    expiresAt: NOW + 90n,
  };
}

const empty: ReserveState = {
  account: { payer: PAYER, claimedBlock: 0n, held: null },
  ledgers: [],
  call: undefined,
  grant: undefined,
};

/** Code of the refusal, or `reserved`. */
function outcome(state: ReserveState, ask?: Ask): string {
  const { result } = decideReserve(state, request(ask));
  return result.kind === "refused" ? result.refusal.code : result.kind;
}

function reserved(state: ReserveState, ask?: Ask) {
  const { changes } = decideReserve(state, request(ask));
  if (!changes) throw new Error("it was refused");
  return changes;
}

describe("deciding a reservation", () => {
  it("counts a held voucher, unless it ends too soon or is of other terms", () => {
    const { ledger } = reserved(empty, { cumulative: 100n });
    const open = { ...ledger, reserved: 0n, charged: 10n };
    const state = { ...empty, ledgers: [open] };
    expect(outcome(state, { cumulative: 11n })).to.equal("reserved");
    expect(outcome(state, { cumulative: 11n, terms: TERMS[1] })).to.equal("voucher_too_low");
    expect(
      outcome({ ...state, ledgers: [{ ...open, validBefore: NOW + 99n }] }, { cumulative: 11n }),
    ).to.equal("voucher_too_low");
  });

  it("keeps the better voucher: the higher total, then the later end", () => {
    const { ledger } = reserved(empty, { cumulative: 100n });
    const state = { ...empty, ledgers: [ledger] };
    expect(reserved(state, { cumulative: 50n }).ledger.signature).to.equal("0x100");
    expect(reserved(state, { cumulative: 101n }).ledger.signature).to.equal("0x101");
    const later = reserved(state, { cumulative: 100n, validBefore: NOW + 2_000n }).ledger;
    expect(later.validBefore).to.equal(NOW + 2_000n);
  });

  it("takes a void call's id again, and no other's", () => {
    const { call } = reserved(empty);
    expect(outcome({ ...empty, call: { ...call, state: "void" } })).to.equal("reserved");
    expect(outcome({ ...empty, call })).to.equal("call_in_progress");
    expect(outcome({ ...empty, call: { ...call, requestHash: TERMS[0]! } })).to.equal("call_id_reused");
    const captured: CallRecord = { ...call, state: "captured" };
    expect(outcome({ ...empty, call: captured })).to.equal("answer_gone");
  });

  it("waits for an account that is read before the last claim was booked", () => {
    const state = { ...empty, account: { payer: PAYER, claimedBlock: 6n, held: null } };
    expect(outcome(state, { block: 5n })).to.equal("gateway_busy");
    expect(outcome(state, { block: 6n })).to.equal("reserved");
  });
});

describe("ending a call", () => {
  const { call, ledger } = reserved(empty, { cumulative: 100n, price: 10n });
  const capture = {
    callId: call.callId,
    payer: PAYER,
    price: 10n,
    responseHash: zeroHash,
    status: 0,
    issuedAt: NOW + 1n,
    latencyMs: 1,
  } as const;

  it("charges once: a second capture changes nothing", () => {
    const first = decideCapture({ call, ledger }, capture)!;
    expect(decideCapture(first.changes!, capture)).to.deep.equal({ captured: first.captured });
  });

  it("charges nothing that was voided, and voids nothing that was charged", () => {
    const voided = decideVoid({ call, ledger }, "gone")!;
    expect(voided.ledger.reserved).to.equal(0n);
    expect(decideCapture(voided, capture)).to.equal(undefined);
    expect(decideVoid(voided, "again")).to.equal(undefined);
    const captured = decideCapture({ call, ledger }, capture)!.changes!;
    expect(decideVoid(captured, "late")).to.equal(undefined);
  });

  it("can charge less than was reserved, never more", () => {
    const { changes } = decideCapture({ call, ledger }, { ...capture, price: 3n })!;
    expect(changes!.ledger).to.include({ charged: 3n, reserved: 0n });
    expect(() => decideCapture({ call, ledger }, { ...capture, price: 11n })).to.throw(RangeError);
  });

  it("ages what is left after a claim by its newest charge", () => {
    const charged: LedgerRow = { ...ledger, charged: 30n, oldestChargeAt: NOW, lastChargeAt: NOW + 50n };
    const account = { payer: PAYER, claimedBlock: 0n, held: null };
    const part = decideClaimed(account, charged, { claimed: 20n, block: 9n });
    expect(part.ledger).to.include({ claimed: 20n, oldestChargeAt: NOW + 50n, claimedBlock: 9n });
    expect(part.account.claimedBlock).to.equal(9n);
    expect(decideClaimed(account, charged, { claimed: 30n, block: 9n }).ledger.oldestChargeAt).to.equal(null);
  });
});

describe("the books under any order of events", () => {
  it("never promise more than the balance or a voucher covers, and can claim all that is charged", () => {
    for (let seed = 1; seed <= 300; seed++) run(seed);
  });

  /** A hundred random events; after each the invariants of payments.md 7.7 (21, 24). */
  function run(seed: number): void {
    let random = seed;
    const below = (limit: number) => {
      random = (Math.imul(random, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((random / 2 ** 32) * limit);
    };
    let ledger: LedgerRow | undefined;
    const formers = new Map<Hex, FormerVoucherRow>();
    const open = new Map<string, CallRecord>();
    let account: ReserveState["account"] = { payer: PAYER, claimedBlock: 0n, held: null };
    let balance = 500n;
    let highest = 0n;
    let served = 0n;

    for (let step = 0; step < 100; step++) {
      const state = () => ({ account, ledgers: ledger ? [ledger] : [], call: undefined, grant: undefined });
      const event = below(10);
      if (event < 5) {
        const cumulative = BigInt(below(80)) + (ledger?.charged ?? 0n);
        const terms = TERMS[below(10) === 0 ? below(3) : 0]!;
        const ask = {
          callId: `${step}`,
          cumulative,
          balance,
          terms,
          price: BigInt(1 + below(20)),
          block: 1n << 40n,
        };
        const { changes } = decideReserve(state(), request(ask));
        if (!changes) continue;
        ledger = changes.ledger;
        if (changes.former) formers.set(changes.former.termsHash, changes.former);
        open.set(`${step}`, changes.call);
        if (cumulative > highest) highest = cumulative;
      } else if (event < 9 && open.size > 0) {
        const [name, call] = [...open][below(open.size)]!;
        open.delete(name);
        const end = {
          callId: call.callId,
          payer: PAYER,
          responseHash: zeroHash,
          issuedAt: NOW,
          latencyMs: 0,
        };
        const changes =
          event === 8
            ? decideVoid({ call, ledger }, "void")
            : decideCapture({ call, ledger }, { ...end, status: 0, price: call.price })?.changes;
        ledger = changes!.ledger;
        if (event !== 8) served += call.price;
      } else if (ledger) {
        const rows = candidatesOf(ledger, [...formers.values()], undefined, GATEWAY);
        const row = rows[below(rows.length || 1)];
        if (!row) continue;
        // What the vault would do with this row, and all before it.
        balance -= row.charged - ledger.claimed;
        ({ account, ledger } = decideClaimed(account, ledger, { claimed: row.charged, block: BigInt(step) }));
      }
      if (!ledger) continue;
      const { unclaimed, reserved: held } = exposure([ledger]);
      expect(unclaimed + held <= balance, `seed ${seed} step ${step}: over the balance`).to.equal(true);
      expect(ledger.charged).to.equal(served);
      expect(ledger.charged + held <= highest, `seed ${seed} step ${step}: over the vouchers`).to.equal(true);
      expect([...open.values()].reduce((sum, { price }) => sum + price, 0n)).to.equal(held);
      const rows = candidatesOf(ledger, [...formers.values()], undefined, GATEWAY);
      for (const { charged, voucher } of rows)
        expect(charged <= voucher.cumulative, `seed ${seed} step ${step}: a row over its voucher`).to.equal(
          true,
        );
      if (unclaimed > 0n) expect(rows.at(-1)!.charged).to.equal(ledger.charged);
    }
  }
});
