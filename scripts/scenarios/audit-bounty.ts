import assert from "node:assert/strict";
import { keccak256, parseEventLogs, toHex, zeroAddress } from "viem";
import { auditBountiesAbi, courtAbi, serviceRecordsAbi } from "../../contracts/generated.ts";
import { deploy } from "../deploy.ts";
import { connect } from "../deploy/client.ts";
import { demoAccount } from "../start/accounts.ts";
import { usdc } from "./balances.ts";
import { ruleByCouncil, UPHELD } from "./council-ruling.ts";
import { DAY, NO_PERMIT, USDC, type Market } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const REWARD = 500n * USDC;
const BOND = 25n * USDC;
/** Two of the audit council. */
const COUNCIL = [13, 14] as const;
/** IServiceRecords.AttestationKind. */
const REPORT = 2;

export const auditBounty: Scenario = {
  title:
    "A sponsor sets a reward aside for a report on a version: a false one loses its bond before the Court, an honest one is paid and on record.",
  deploy,

  async set(market) {
    const { payer, payer2, payer3, publisher } = market;
    const serviceId = await market.list("shop/solc");
    return {
      market,
      payers: { Sophie: payer, Mallory: payer2, Ann: payer3 },
      publishers: { Paula: { person: publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer: sophie, payer2: mallory, payer3: ann, bounties, court, deployment } = market;
    const { serviceId } = publishers["Paula"]!;

    const bountyId = await openBounty(market, serviceId);
    say(`Sophie, a sponsor, sets ${usdc(REWARD)} aside for a report on version 1 of Paula's service.`);
    await submit(market, mallory, bountyId, "nothing found");
    say(
      `Mallory hands one in beside ${usdc(BOND)}: it says that nothing was found, and nothing was looked at.`,
    );

    const evidence = { hash: keccak256(toHex("empty")), uri: "https://evidence.example/empty" };
    const opening = { ...court, functionName: "openBounty", args: [bountyId, evidence, NO_PERMIT] } as const;
    const { logs } = await market.done(sophie.writeContract(opening));
    const { caseId, opened } = parseEventLogs({ abi: courtAbi, eventName: "CaseOpened", logs })[0]!.args;
    say(
      `Sophie puts up ${usdc(opened.bond)} and takes it to the Court. The report is held; Mallory is silent.`,
    );
    await market.pass(3 * DAY + 1);
    const [first, second] = await Promise.all(
      COUNCIL.map((member) => connect(market.rpcUrl, demoAccount(member))),
    );
    await ruleByCouncil(market, [first!, second!], UPHELD);
    await market.pass(3 * DAY + 1);
    await market.done(ann.writeContract({ ...court, functionName: "execute", args: [caseId] }));
    await market.done(
      sophie.writeContract({ ...court, functionName: "collect", args: [sophie.account.address] }),
    );
    say(
      `The audit council rules for her, nobody appeals: Mallory's ${usdc(BOND)} are Sophie's, and the bounty is open again.`,
    );

    await submit(market, ann, bountyId, "two findings");
    say("Ann hands in a report with two findings.");
    await market.done(sophie.writeContract({ ...bounties, functionName: "accept", args: [bountyId] }));
    const records = { address: deployment.contracts.ServiceRecords, abi: serviceRecordsAbi } as const;
    const newest = { ...records, functionName: "newestAttestation", args: [serviceId, REPORT] } as const;
    assert.equal(await market.admin.readContract(newest), 1n);
    const verified = { ...records, functionName: "isVerified", args: [serviceId] } as const;
    assert.equal(await market.admin.readContract(verified), false);
    say("Sophie accepts it. It is on record for the version; Verified takes more than that.");

    for (const who of [sophie, ann]) {
      const args = [who.account.address] as const;
      await market.done(who.writeContract({ ...bounties, functionName: "collect", args }));
    }
    assert.equal(await market.balanceOf(bounties.address), 0n);
    say(`Ann collects ${usdc(REWARD)} and her bond, Sophie Mallory's. Nothing is left behind.`);
  },
};

async function openBounty(market: Market, serviceId: bigint): Promise<bigint> {
  const { admin, payer, bounties } = market;
  const { timestamp } = await admin.getBlock();
  const terms = {
    serviceId,
    version: 1,
    reward: REWARD,
    bond: BOND,
    named: zeroAddress,
    submitBy: Number(timestamp) + 60 * DAY,
  };
  const { logs } = await market.done(
    payer.writeContract({ ...bounties, functionName: "open", args: [terms, NO_PERMIT] }),
  );
  return parseEventLogs({ abi: auditBountiesAbi, eventName: "BountyOpened", logs })[0]!.args.bountyId;
}

async function submit(
  { done, bounties }: Market,
  who: Market["payer"],
  bountyId: bigint,
  report: string,
): Promise<void> {
  const args = [bountyId, keccak256(toHex(report)), "https://reports.example/solc.pdf", NO_PERMIT] as const;
  await done(who.writeContract({ ...bounties, functionName: "submit", args }));
}
