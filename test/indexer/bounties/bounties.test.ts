import { expect } from "chai";
import { asc, eq } from "drizzle-orm";
import { keccak256, toHex, zeroAddress } from "viem";
import * as schema from "../../../indexer/ponder.schema.ts";
import type { ChainClient } from "../../../scripts/deploy/client.ts";
import { DAY, NO_PERMIT, USDC } from "../../../scripts/scenarios/market.ts";
import { lower } from "../fixture.ts";
import { trustedMarket, type Trusted } from "../trusted.ts";

const REWARD = 100n * USDC;
const BOND = 10n * USDC;
const REPORT = keccak256(toHex("the report"));
const STATES = ["none", "open", "submitted", "disputed", "accepted", "refunded"];

describe("the index of audit bounties", function () {
  this.timeout(300_000);
  let trusted: Trusted;
  let market: Trusted["market"];
  let db: Trusted["indexed"]["indexer"]["db"];
  let onlyRow: Trusted["indexed"]["onlyRow"];
  let sponsor: ChainClient;
  let auditor: ChainClient;
  let solc: bigint;

  before(async () => {
    trusted = await trustedMarket();
    ({ market } = trusted);
    ({ onlyRow } = trusted.indexed);
    ({ db } = trusted.indexed.indexer);
    sponsor = await trusted.person(8);
    auditor = await trusted.person(9);
    solc = await market.list("audited/solc");
  });

  async function open(): Promise<bigint> {
    const submitBy = (await trusted.now()) + BigInt(30 * DAY);
    const terms = {
      serviceId: solc,
      version: 1,
      reward: REWARD,
      bond: BOND,
      named: zeroAddress,
      submitBy: Number(submitBy),
    };
    const call = { ...trusted.bounties, functionName: "open", args: [terms, NO_PERMIT] } as const;
    const { result } = await sponsor.simulateContract(call);
    await market.done(sponsor.writeContract(call));
    return result;
  }
  const submit = (id: bigint) => {
    const args = [id, REPORT, "https://auditor.example/report", NO_PERMIT] as const;
    return market.done(auditor.writeContract({ ...trusted.bounties, functionName: "submit", args }));
  };
  const act = (who: ChainClient, functionName: "accept" | "cancel", id: bigint) =>
    market.done(who.writeContract({ ...trusted.bounties, functionName, args: [id] }));

  /** The row, after it was compared with the contract. */
  async function compared(id: bigint) {
    const row = await onlyRow(() => db.select().from(schema.bounty).where(eq(schema.bounty.id, id)));
    const known = await market.admin.readContract({
      ...trusted.bounties,
      functionName: "bountyOf",
      args: [id],
    });
    expect(row).to.include({
      state: STATES[known.state],
      sponsor: lower(known.sponsor),
      serviceId: known.serviceId,
      versionNumber: known.version,
      reward: known.reward,
      bond: known.bond,
      submitBy: BigInt(known.submitBy),
      auditor: known.auditor === zeroAddress ? null : lower(known.auditor),
      attestationId: known.attestationId === 0n ? null : known.attestationId,
    });
    if (row.deadline) expect(row.deadline).to.equal(BigInt(known.deadline));
    return row;
  }
  const stepsOf = async (id: bigint) => {
    const steps = await db
      .select()
      .from(schema.bountyStep)
      .where(eq(schema.bountyStep.bountyId, id))
      .orderBy(asc(schema.bountyStep.id));
    return steps.map(({ kind, party, amount }) => [kind, party, amount]);
  };
  async function purses(): Promise<void> {
    await trusted.indexed.indexer.reach();
    for (const { account, owed } of await db.select().from(schema.bountyPurse)) {
      const of = { ...trusted.bounties, args: [account] } as const;
      expect(owed).to.equal(await market.admin.readContract({ ...of, functionName: "owedTo" }));
    }
  }

  it("follows a report from the bounty to the attestation and the auditor's money", async () => {
    const id = await open();
    expect(await compared(id)).to.include({ state: "open", named: null, auditor: null, deadline: null });
    await submit(id);
    expect(await compared(id)).to.include({
      state: "submitted",
      hash: REPORT,
      uri: "https://auditor.example/report",
    });
    await act(sponsor, "accept", id);
    const { attestationId, endedAt } = await compared(id);
    expect(endedAt).to.equal(await trusted.now());
    const attestation = await onlyRow(() =>
      db.select().from(schema.attestation).where(eq(schema.attestation.id, attestationId!)),
    );
    expect(attestation).to.include({ kind: "report", serviceId: solc, versionNumber: 1, hash: REPORT });
    expect(await stepsOf(id)).to.deep.equal([
      ["opened", lower(sponsor.account.address), REWARD],
      ["submitted", lower(auditor.account.address), BOND],
      ["accepted", lower(sponsor.account.address), REWARD + BOND],
    ]);
    await purses();
    const to = auditor.account.address;
    await market.done(auditor.writeContract({ ...trusted.bounties, functionName: "collect", args: [to] }));
    const purse = await onlyRow(() =>
      db
        .select()
        .from(schema.bountyPurse)
        .where(eq(schema.bountyPurse.account, lower(to))),
    );
    expect(purse).to.include({ owed: 0n, collected: REWARD + BOND });
  });

  it("follows a report to the Court, which rejects it, and what the sponsor takes back", async () => {
    const id = await open();
    await submit(id);
    const word = { hash: REPORT, uri: "https://sponsor.example/why-not" };
    const args = [id, word, NO_PERMIT] as const;
    await market.done(sponsor.writeContract({ ...trusted.court, functionName: "openBounty", args }));
    expect(await compared(id)).to.include({ state: "disputed" });
    const opened = await onlyRow(() =>
      db.select().from(schema.courtCase).where(eq(schema.courtCase.bountyId, id)),
    );
    expect(opened).to.include({
      kind: "bounty",
      serviceId: solc,
      challenger: lower(sponsor.account.address),
      respondent: lower(auditor.account.address),
      amount: REWARD,
    });

    const of = { ...trusted.court, args: [opened.id] } as const;
    await market.done(auditor.writeContract({ ...of, functionName: "concede" }));
    await market.done(sponsor.writeContract({ ...of, functionName: "execute" }));
    const ended = await onlyRow(() =>
      db.select().from(schema.courtCase).where(eq(schema.courtCase.id, opened.id)),
    );
    expect(ended).to.include({ state: "closed", reply: "conceded", outcome: "upheld", ruling: null });
    expect(await compared(id)).to.include({ state: "open", auditor: null, uri: null, rejected: 1 });

    await act(sponsor, "cancel", id);
    expect(await compared(id)).to.include({ state: "refunded" });
    await purses();
    const purse = await onlyRow(() =>
      db
        .select()
        .from(schema.bountyPurse)
        .where(eq(schema.bountyPurse.account, lower(sponsor.account.address))),
    );
    expect(purse.owed).to.equal(REWARD + BOND);
  });
});
