/** A ruling of the council's that the voters find wrong: the Court proposes, they decide, and the stake is free. */
import { keccak256, toBytes, toHex } from "viem";
import { courtAbi } from "../../../contracts/generated.ts";
import { REJECTED, ruleByCouncil, UPHELD } from "../council-ruling.ts";
import { NO_PERMIT, USDC } from "../market.ts";
import type { Dao } from "./dao.ts";
import { ALL_FOR, callTo, close, execute, queue, stands, vote, type Proposal } from "./proposal.ts";

const DAY = 86_400n;
/** Half of Paula's stake. */
const ASKED = 50n * USDC;
const BOND = 10n * USDC;
const APPEAL_MAX = 21n * DAY;
const DECIDED = 5;

const evidence = (text: string) => ({
  hash: keccak256(toHex(text)),
  uri: `https://evidence.example/${text}`,
});

/** Leaves Rosa without her bond: half of it is Paula's, half the Treasury's. */
export async function courtAppeal(dao: Dao): Promise<void> {
  const { chronicle, people, market, court, cast, at, tokens } = dao;
  const { serviceId } = cast.publishers["Paula"]!;
  const [rosa, paula] = [people.Rosa, people.Paula];
  await chronicle.moves(
    "Rosa says that Paula's service is a copy of hers, and asks half of its stake.",
    tokens.USDC,
    { Rosa: { of: [rosa.account.address], by: -BOND }, Court: { of: [at.Court], by: BOND } },
    () =>
      market.done(
        rosa.writeContract({
          ...court,
          functionName: "openStake",
          args: [serviceId, ASKED, [], evidence("copied"), NO_PERMIT],
        }),
      ),
  );
  const caseId = await market.admin.readContract({ ...court, functionName: "caseCount" });
  await market.done(
    paula.writeContract({ ...court, functionName: "answer", args: [caseId, evidence("mine"), NO_PERMIT] }),
  );
  await ruleByCouncil(market, [people.Dora, people.Dan], UPHELD);
  await chronicle.tell("Paula answers with the same bond. The audit council takes Rosa's side.");

  await market.done(paula.writeContract({ ...court, functionName: "appeal", args: [caseId, NO_PERMIT] }));
  const proposal = await appealOf(dao, caseId);
  const { deadline } = await market.admin.readContract({ ...court, functionName: "caseOf", args: [caseId] });
  await chronicle.holds(
    `Paula appeals: the Court, which has no votes, proposes ${proposal.id}. After ${APPEAL_MAX / DAY} d without a decision the ruling would stand.`,
    BigInt(deadline),
    (await dao.now()) + APPEAL_MAX,
  );
  await vote(dao, proposal, { delegates: ALL_FOR, users: { for: 12 } });
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await execute(dao, proposal);
  const { state } = await market.admin.readContract({ ...court, functionName: "caseOf", args: [caseId] });
  await chronicle.holds("The case is decided, the other way.", state, DECIDED);
  await end(dao, caseId);
}

/** What the Court proposed, as `queue` and `execute` take it. */
async function appealOf(dao: Dao, caseId: bigint): Promise<Proposal> {
  const { market, court, at } = dao;
  const { proposalId } = await market.admin.readContract({
    ...court,
    functionName: "caseOf",
    args: [caseId],
  });
  const call = callTo(court, "resolveAppeal", [caseId, REJECTED]);
  const title =
    `# Appeal of case ${caseId}: reject it\n\nThe arbitrator has ruled the other way. ` +
    `Without this vote the ruling stands.\n\n#proposer=${at.Court.toLowerCase()}`;
  const id = BigInt(proposalId);
  await stands(dao, id, "Pending");
  const args = [[call.target], [0n], [call.data], keccak256(toBytes(title))] as const;
  return { by: "Paula", title, tier: "OPERATIONS", calls: [call], id, args };
}

async function end({ chronicle, people, market, court, at, tokens }: Dao, caseId: bigint): Promise<void> {
  const [ivo, paula] = [people.Ivo, people.Paula];
  await market.done(ivo.writeContract({ ...court, functionName: "execute", args: [caseId] }));
  await chronicle.refuses(
    "Ivo has it executed. Rosa's bond is lost.",
    people.Rosa.simulateContract({ ...court, functionName: "collect", args: [people.Rosa.account.address] }),
    { abi: courtAbi, error: "CourtNothingOwed", args: [people.Rosa.account.address] },
  );
  await chronicle.moves(
    "Paula has her bonds back, and half of Rosa's. Her stake is free.",
    tokens.USDC,
    {
      Court: { of: [at.Court], by: -4n * BOND },
      Paula: { of: [paula.account.address], by: 3n * BOND + BOND / 2n },
      Treasury: { of: [at.Treasury], by: BOND / 2n },
    },
    async () => {
      await market.done(
        paula.writeContract({ ...court, functionName: "collect", args: [paula.account.address] }),
      );
      await market.done(ivo.writeContract({ ...court, functionName: "sweepTreasury" }));
    },
  );
}
