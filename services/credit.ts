/** What a gateway may owe for a service of ours before its paid calls are refused: the usual share of its bond. */
import { createPublicClient, http } from "viem";
import { createBondCredit } from "../sdk/verifier/bond-credit.ts";
import type { GatewayCredit } from "../sdk/verifier/check-credit.ts";
import type { Env } from "./env.ts";

/** Undefined without a registry: then nothing is known of bonds, and nothing is limited. */
export function creditOf({ gatewayRegistry, rpcUrl }: Env): GatewayCredit | undefined {
  if (!gatewayRegistry) return undefined;
  const client = createPublicClient({ transport: http(rpcUrl) });
  return { limitOf: createBondCredit({ client, registry: gatewayRegistry }), prepaid: true };
}
