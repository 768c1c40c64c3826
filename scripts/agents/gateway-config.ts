import { isAddress, type Address } from "viem";
import { z } from "zod";

const address = z
  .string()
  .refine((value): value is Address => isAddress(value, { strict: false }), "an address");

const configSchema = z.object({
  chainId: z.number().int(),
  contracts: z.object({ EscrowVault: address, USDC: address }),
  gateway: address,
  receiptKey: address,
  token: z.object({ symbol: z.string(), decimals: z.number().int() }),
  mcpUrl: z.url(),
  local: z.boolean(),
});
export type GatewayConfig = z.output<typeof configSchema>;

/** What a gateway says of itself at /v1/config. Throws with the URL when no gateway answers there. */
export async function readGatewayConfig(gatewayUrl: string): Promise<GatewayConfig> {
  const url = new URL("/v1/config", gatewayUrl);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (cause) {
    throw new Error(`No gateway answers at ${gatewayUrl}: start it with \`npm start\`.`, { cause });
  }
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}.`);
  return configSchema.parse(await response.json());
}
