import type { Deployment } from "../../contracts/deployment.ts";
import { serviceRegistryAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../deploy/client.ts";
import { confirm } from "../deploy/transact.ts";
import type { DemoPlan } from "./listing.ts";

const WHOLE = 10_000;
/** ISubscriptionPlans.PlanState. */
const UNKNOWN = 0;

/** Makes a plan for a service of the client's account, unless it has been made. A month can be ended at any time. */
export async function makePlan(
  client: ChainClient,
  { contracts }: Deployment,
  name: string,
  { name: title, price, period, calls }: DemoPlan,
): Promise<void> {
  const serviceId = await client.readContract({
    address: contracts.ServiceRegistry,
    abi: serviceRegistryAbi,
    functionName: "idOf",
    args: [name],
  });
  const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
  const services = [{ serviceId, weight: WHOLE }];
  const plan = { name: title, price, period, notice: 0, calls, covers: 0, services };
  const planId = await client.readContract({ ...subscriptions, functionName: "planIdOf", args: [plan] });
  const [, state] = await client.readContract({ ...subscriptions, functionName: "planOf", args: [planId] });
  if (state !== UNKNOWN) return;
  const { request } = await client.simulateContract({
    ...subscriptions,
    functionName: "makePlan",
    args: [plan],
  });
  await confirm(client, await client.writeContract(request));
}
