/** Waiting for what the parts do after they listen. */
import { createPublicClient, http } from "viem";
import { z } from "zod";
import { indexedBlock } from "../../indexer/command.ts";

/** Resolves when the index holds the block that is the head now. */
export async function indexReached(indexUrl: string, rpcUrl: string): Promise<void> {
  const head = await createPublicClient({ transport: http(rpcUrl) }).getBlockNumber();
  await until("the index to reach the head", async () => (await indexedBlock(indexUrl)) >= Number(head));
}

const services = z.object({ services: z.array(z.unknown()) });

/** Resolves when the gateway serves `count` services. */
export async function catalogueHolds(gatewayUrl: string, count: number): Promise<void> {
  await until(`${count} services in the gateway's catalogue`, async () => {
    const answer = await fetch(`${gatewayUrl}/v1/services`);
    return services.parse(await answer.json()).services.length >= count;
  });
}

async function until(what: string, holds: () => Promise<boolean>, deadline = 120_000): Promise<void> {
  const end = performance.now() + deadline;
  while (!(await holds().catch(() => false))) {
    if (performance.now() > end) throw new Error(`Waited ${deadline / 1000} s in vain for ${what}.`);
    await new Promise((settle) => setTimeout(settle, 100));
  }
}
