/** For publishers: how much a gateway may owe for a service, as a share of its bond. */
import { isAddress, type Address, type PublicClient } from "viem";
import { gatewayRegistryAbi } from "../../contracts/generated.ts";
import { USUAL_CREDIT_BPS } from "../../contracts/payment.ts";

export interface BondCreditOptions {
  readonly client: Pick<PublicClient, "readContract">;
  /** The GatewayRegistry's address. */
  readonly registry: Address;
  /** Basis points of the bond; 100, which is 1 %, when absent. */
  readonly shareBps?: bigint;
}

/** Milliseconds for which a bond that was read is believed. */
const KEPT = 60_000;

/** Token base units by a gateway's address. Rejects for a gateway whose bond could not be read in the last minute. */
export function createBondCredit(options: BondCreditOptions): (gateway: string) => Promise<bigint> {
  const { client, registry, shareBps = USUAL_CREDIT_BPS } = options;
  const kept = new Map<string, { readonly bond: Promise<bigint>; readonly until: number }>();

  async function readBond(gateway: string): Promise<bigint> {
    if (!isAddress(gateway)) throw new TypeError(`${gateway} is not an address.`);
    const call = { address: registry, abi: gatewayRegistryAbi, functionName: "gatewayOf" } as const;
    return (await client.readContract({ ...call, args: [gateway] })).bond;
  }

  return async (gateway) => {
    let known = kept.get(gateway);
    if (!known || known.until <= performance.now()) {
      const bond = readBond(gateway);
      known = { bond, until: performance.now() + KEPT };
      kept.set(gateway, known);
      bond.catch(() => kept.delete(gateway));
    }
    return ((await known.bond) * shareBps) / 10_000n;
  };
}
