import { encodeFunctionData } from "viem";
import { councilAbi, councilArbitratorAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../deploy/client.ts";
import { DAY, type Market } from "./market.ts";

export const UPHELD = 1n;
export const REJECTED = 2n;

/**
 * The audit council rules on the newest dispute before it: one member proposes, another approves, and a day later, in which the
 * guardian could stop it, the ruling is given.
 * @param members Two of the council.
 */
export async function ruleByCouncil(
  market: Market,
  [first, second]: readonly [ChainClient, ChainClient],
  ruling: bigint,
): Promise<void> {
  const { AuditCouncil, CouncilArbitrator } = market.deployment.contracts;
  const council = { address: AuditCouncil, abi: councilAbi } as const;
  const arbitrator = { address: CouncilArbitrator, abi: councilArbitratorAbi } as const;
  const disputeID = await market.admin.readContract({ ...arbitrator, functionName: "disputeCount" });
  const data = encodeFunctionData({
    abi: councilArbitratorAbi,
    functionName: "giveRuling",
    args: [disputeID, ruling],
  });
  const call = { ...council, functionName: "propose", args: [CouncilArbitrator, data] } as const;
  const { result: id } = await first.simulateContract(call);
  await market.done(first.writeContract(call));
  await market.done(second.writeContract({ ...council, functionName: "approve", args: [id] }));
  await market.done(first.writeContract({ ...council, functionName: "enact", args: [id] }));
  await market.pass(DAY);
  await market.done(second.writeContract({ ...council, functionName: "enact", args: [id] }));
}
