/** Waiting for what the parts do after they listen. */
import { createPublicClient, http } from "viem";
import { z } from "zod";
import { indexedBlock } from "../../indexer/command.ts";
import { until } from "./until.ts";

/** Resolves when the index holds the block that is the head now. */
export async function indexReached(indexUrl: string, rpcUrl: string, signal: AbortSignal): Promise<void> {
  const head = await createPublicClient({ transport: http(rpcUrl) }).getBlockNumber();
  const reach = async () => {
    const block = await indexedBlock(indexUrl);
    if (block < Number(head)) throw new Error(`it is at block ${block} of ${head}`);
  };
  await until("the index to reach the head", reach, { signal });
}

const services = z.object({ services: z.array(z.unknown()) });

/** Resolves when the gateway serves `count` services. */
export async function catalogueHolds(gatewayUrl: string, count: number, signal: AbortSignal): Promise<void> {
  const look = async () => {
    const answer = await fetch(`${gatewayUrl}/v1/services`);
    const found = services.parse(await answer.json()).services.length;
    if (found < count) throw new Error(`there are ${found}`);
  };
  await until(`${count} services in the gateway's catalogue`, look, { signal });
}
