import type { Address } from "viem";
import { serviceRecordsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import type { StandingView } from "./types.ts";

/** What ServiceRecords computes of a service at that block. */
export async function readStanding(
  client: ChainClient,
  records: Address,
  serviceId: bigint,
  blockNumber: bigint,
): Promise<StandingView> {
  const { staked, domain, audit, unlocked, reviewed } = await client.readContract({
    address: records,
    abi: serviceRecordsAbi,
    functionName: "standingOf",
    args: [serviceId],
    blockNumber,
  });
  const verified = staked && domain && audit && unlocked && reviewed;
  return { staked, domain, audit, unlocked, reviewed, verified };
}
