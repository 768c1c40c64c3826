/** A subscription's quota where two gateways share one database. */
import { expect } from "chai";
import { zeroHash } from "viem";
import { periodName } from "../../../gateway/ledger/prepaid-name.ts";
import type { UseRequest } from "../../../gateway/ledger/types.ts";
import { openTwo, SHARED_DATABASE } from "../data/open-two.ts";
import { GATEWAY, hashOf, newAccount } from "../data/payer.ts";

const CALLS = 20n;
const NOW = 1_800_000_000n;

describe(`a quota at two gateways on one ${SHARED_DATABASE}`, function () {
  this.timeout(120_000);
  let opened: Awaited<ReturnType<typeof openTwo>>;

  before(async () => {
    opened = await openTwo();
  });
  after(() => opened?.remove());

  const payer = newAccount().address;
  const period = periodName(hashOf("a subscription"), 1);
  const callOf = (call: number): UseRequest => ({
    callId: hashOf(`call ${call}`),
    requestHash: hashOf(`request ${call}`),
    tool: "echo",
    now: NOW,
    expiresAt: NOW + 60n,
    payer,
    key: payer,
    gateway: GATEWAY,
    serviceId: 9n,
    termsHash: zeroHash,
    prepaid: period,
    quota: { calls: CALLS, periodEnd: NOW + 1_000n, overage: 7n },
  });

  it("is spent once, however a storm of calls falls on them", async () => {
    const { ledgers } = opened;
    const storm = Array.from({ length: 60 }, (_, call) => call);
    const results = await Promise.all(storm.map((call) => ledgers[call % 2]!.use(callOf(call))));
    const served = storm.filter((call) => results[call]!.kind === "reserved");
    expect(served).to.have.length(Number(CALLS));
    const refused = results.find(({ kind }) => kind === "refused");
    expect(refused).to.have.nested.property("refusal.code", "quota_used_up");
    expect(refused).to.have.nested.property("refusal.details.calls", CALLS);

    // Each is counted by the other gateway than the one that reserved it.
    await Promise.all(
      served.map((call) =>
        ledgers[(call + 1) % 2]!.capture({
          callId: hashOf(`call ${call}`),
          payer,
          prepaid: period,
          price: 0n,
          responseHash: zeroHash,
          status: 0,
          issuedAt: NOW,
          latencyMs: 1,
        }),
      ),
    );
    for (const ledger of ledgers) {
      expect(await ledger.usesOf(period)).to.deep.equal({ used: CALLS, reserved: 0n });
      const again = await ledger.use(callOf(1_000));
      expect(again).to.have.nested.property("refusal.code", "quota_used_up");
    }
  });

  it("is free again at both when a call that one of them had reserved comes to nothing", async () => {
    const [first, second] = opened.ledgers;
    const other = periodName(hashOf("another subscription"), 3);
    const one = (call: number): UseRequest => ({
      ...callOf(call),
      prepaid: other,
      quota: { calls: 1n, periodEnd: NOW + 1_000n, overage: 7n },
    });
    expect((await first.use(one(2_000))).kind).to.equal("reserved");
    expect((await second.use(one(2_001))).kind).to.equal("refused");
    await second.void(hashOf("call 2000"), payer, "no answer", other);
    expect((await second.use(one(2_002))).kind).to.equal("reserved");
    expect((await first.use(one(2_003))).kind).to.equal("refused");
  });
});
