import { keccak256, parseEventLogs, toHex } from "viem";
import { courtAbi, stoaGovernorAbi } from "../../contracts/generated.ts";
import { gatherElectorate } from "../demo/electorate.ts";
import { deploy } from "../deploy.ts";
import { connect } from "../deploy/client.ts";
import { demoAccount } from "../start/accounts.ts";
import { usdc } from "./balances.ts";
import { ruleByCouncil, UPHELD } from "./council-ruling.ts";
import { DAY, NO_PERMIT, USDC, type Market } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const PAID = 2n * USDC;
const ASKED = 30n * USDC;
const AGAINST = 0;
/** Two of the audit council. */
const COUNCIL = [13, 14] as const;
/** Two to whom others have delegated their votes. */
const DELEGATES = [10, 13] as const;
const DAYS_TO_AGE = 9;
/** A vote and what it does is not estimated: see GAS_OF_VOTES. */
const GAS = 1_000_000n;

const evidence = (text: string) => ({
  hash: keccak256(toHex(text)),
  uri: `https://evidence.example/${text}`,
});

export const stakeDispute: Scenario = {
  title:
    "A service sells yesterday's answers: its stake pays whom it harmed and who said so, and an appeal does not change it.",
  deploy,

  async set(market) {
    const { payer, payer2, publisher, rpcUrl, deployment } = market;
    const serviceId = await market.list("shop/solc");
    await market.deposit(payer, 10n * USDC);
    await market.claim([await market.row(payer, { serviceId, charged: PAID })]);
    await gatherElectorate((account) => connect(rpcUrl, demoAccount(account)), deployment);
    await market.pass(DAYS_TO_AGE * DAY);
    return {
      market,
      payers: { Alice: payer, Bob: payer2 },
      publishers: { Paula: { person: publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, payer2: bob, publisher, court } = market;
    const { serviceId } = publishers["Paula"]!;
    const gateway = market.gateway.account.address;
    const alice = payer.account.address;

    const harmed = [{ payer: alice, gateway, key: alice, epoch: 0, amount: PAID }];
    const caseId = await opened(
      market,
      bob.writeContract({
        ...court,
        functionName: "openStake",
        args: [serviceId, ASKED, harmed, evidence("cached"), NO_PERMIT],
      }),
    );
    const { bond } = await caseOf(market, caseId);
    say(
      `Bob puts up ${usdc(bond)} and asks ${usdc(ASKED)} of Paula's stake, of which ${usdc(PAID)} are to go back to Alice.`,
    );
    await market.done(
      publisher.writeContract({
        ...court,
        functionName: "answer",
        args: [caseId, evidence("fresh"), NO_PERMIT],
      }),
    );
    say(`Paula puts up ${usdc(bond)} and denies it. Her stake is held.`);

    const [first, second] = await Promise.all(COUNCIL.map((member) => clientOf(market, member)));
    await ruleByCouncil(market, [first!, second!], UPHELD);
    say("The audit council rules: the case is upheld.");

    await market.done(
      publisher.writeContract({ ...court, functionName: "appeal", args: [caseId, NO_PERMIT], gas: GAS }),
    );
    say(`Paula appeals for ${usdc(2n * bond)} more: the Court proposes to reject the case.`);
    await voteDown(market, (await caseOf(market, caseId)).proposalId);
    say("Those who hold the votes see no reason to. The ruling stands.");

    await market.done(bob.writeContract({ ...court, functionName: "execute", args: [caseId] }));
    say("Bob has the case executed, as anybody could.");
    await market.done(bob.writeContract({ ...court, functionName: "collect", args: [bob.account.address] }));
    await market.done(bob.writeContract({ ...court, functionName: "sweepTreasury" }));
    say(
      `Alice has ${usdc(PAID)} back. Bob has half of the rest, his bond, and half of Paula's three; the Treasury has the other halves.`,
    );
  },
};

function clientOf({ rpcUrl }: Market, account: number) {
  return connect(rpcUrl, demoAccount(account));
}

/** The number of the case that a transaction opens. */
async function opened(
  market: Market,
  sending: ReturnType<Market["payer"]["writeContract"]>,
): Promise<bigint> {
  const { logs } = await market.done(sending);
  return parseEventLogs({ abi: courtAbi, eventName: "CaseOpened", logs })[0]!.args.caseId;
}

function caseOf({ admin, court }: Market, caseId: bigint) {
  return admin.readContract({ ...court, functionName: "caseOf", args: [caseId] });
}

async function voteDown(market: Market, proposalId: bigint): Promise<void> {
  const { admin, deployment } = market;
  const governor = { address: deployment.contracts.StoaGovernor, abi: stoaGovernorAbi } as const;
  const until = async (functionName: "proposalSnapshot" | "proposalDeadline") => {
    const time = await admin.readContract({ ...governor, functionName, args: [BigInt(proposalId)] });
    const { timestamp } = await admin.getBlock();
    await market.pass(Number(time - timestamp) + 1);
  };
  await until("proposalSnapshot");
  for (const account of DELEGATES) {
    const voter = await clientOf(market, account);
    const args = [BigInt(proposalId), AGAINST] as const;
    await market.done(voter.writeContract({ ...governor, functionName: "castVote", args, gas: GAS }));
  }
  await until("proposalDeadline");
}
