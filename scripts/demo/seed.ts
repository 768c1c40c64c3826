/** Fills a fresh local deployment with what the demo shows. What is there already stays, so it can run at every start. */
import type { Deployment } from "../../contracts/deployment.ts";
import type { Tool } from "../../gateway/catalogue/types.ts";
import { connect } from "../deploy/client.ts";
import { demoAccount } from "../start/accounts.ts";
import { depositOnce } from "./deposit.ts";
import { gatherElectorate } from "./electorate.ts";
import { listService } from "./list-service.ts";
import type { DemoListing } from "./listing.ts";
import { makePlan } from "./make-plan.ts";
import { registerGateway } from "./register-gateway.ts";
import { topUp } from "./usdc.ts";

const USDC = 1_000_000n;
const OPERATOR = 1;
const SETTLER = 2;
const RECEIPT_KEY = 3;
const PUBLISHER = 4;
const CONSUMER = 5;
const SECOND_CONSUMER = 6;

export interface DemoSeed {
  readonly rpcUrl: string;
  readonly deployment: Deployment;
  /** Public origin of the demo gateway, such as http://localhost:4000. */
  readonly gatewayOrigin: string;
  readonly services: readonly DemoListing[];
  /** The tools that the service at `endpoint` offers now; the manifest carries their hash. */
  readonly toolsOf: (endpoint: string) => Promise<readonly Tool[]>;
}

/**
 * Registers the demo's gateway, lists its services, gives its consumers test USDC (1,000 each, 50 of the first deposited),
 * and its token holders their shares.
 */
export async function seedDemo(seed: DemoSeed): Promise<void> {
  const { rpcUrl, deployment, gatewayOrigin } = seed;
  const clientOf = (account: number) => connect(rpcUrl, demoAccount(account));
  const gateway = demoAccount(OPERATOR).address;

  await registerGateway(await clientOf(OPERATOR), deployment, gatewayOrigin, {
    settler: demoAccount(SETTLER).address,
    receiptKey: demoAccount(RECEIPT_KEY).address,
  });

  const publisher = await clientOf(PUBLISHER);
  const probed = await Promise.all(
    seed.services.map(async (listing) => ({ listing, tools: await seed.toolsOf(listing.endpoint) })),
  );
  for (const { listing, tools } of probed) {
    await listService(publisher, deployment, listing, tools, gatewayOrigin);
    if (listing.plan) await makePlan(publisher, deployment, listing.name, listing.plan);
  }

  for (const account of [CONSUMER, SECOND_CONSUMER]) {
    const consumer = await clientOf(account);
    await topUp(consumer, deployment.contracts.USDC, consumer.account.address, 1_000n * USDC);
  }
  await depositOnce(await clientOf(CONSUMER), deployment, gateway, 50n * USDC);
  await gatherElectorate(clientOf, deployment);
}
