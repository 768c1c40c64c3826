import { encodeAbiParameters, keccak256, type Address, type Hex } from "viem";
import { serviceRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import { Memo } from "./memo.ts";
import { revertName } from "./revert.ts";
import type { Touched } from "./touched.ts";
import type { Head, PriceModel, ServiceStatus, ServiceView, TermsView } from "./types.ts";

/** In the order of the contract's enums. */
const PRICE_MODELS: readonly PriceModel[] = ["free", "per-call", "per-tool", "per-unit"];
const STATUSES: readonly ServiceStatus[] = ["inactive", "active", "maintenance"];

/**
 * Seconds of chain time after which a service is read again in any case: terms proposed before the gateway started
 * come into force without an event that it saw.
 */
const REFRESH = 30n;

export interface Services {
  service(serviceId: bigint, head: Head): Promise<ServiceView>;
  /** Drops what the head's logs or its time changed. */
  advance(touched: Touched, head: Head): void;
  clear(): void;
}

/** Services as the registry has them: kept until an event, or the time that published terms wait for. */
export function createServices(client: ChainClient, registry: Address, limit: number): Services {
  const services = new Memo<ServiceView>(limit);
  const contract = { address: registry, abi: serviceRegistryAbi } as const;
  let due: { at: bigint; serviceId?: bigint }[] = [];
  let refreshAt = 0n;

  async function readTerms(serviceId: bigint, blockNumber: bigint): Promise<TermsView | undefined> {
    try {
      const [termsId, feeVersion, terms] = await client.readContract({
        ...contract,
        functionName: "currentTerms",
        args: [serviceId],
        blockNumber,
      });
      return {
        termsId,
        feeVersion,
        termsHash: termsHashOf(termsId, feeVersion),
        model: enumName(PRICE_MODELS, terms.model),
        chargeOnError: terms.chargeOnError,
        maxPrice: terms.maxPrice,
        pricesHash: terms.pricesHash,
      };
    } catch (error) {
      if (revertName(error) === "ServiceRegistryUnknownTerms") return undefined;
      throw error;
    }
  }

  async function read(serviceId: bigint, blockNumber: bigint): Promise<ServiceView> {
    const [status, listed, terms] = await Promise.all([
      client.readContract({ ...contract, functionName: "statusOf", args: [serviceId], blockNumber }),
      client.readContract({ ...contract, functionName: "isListed", args: [serviceId], blockNumber }),
      readTerms(serviceId, blockNumber),
    ]);
    return { serviceId, status: enumName(STATUSES, status), listed, terms };
  }

  return {
    service: (serviceId, head) => services.get(String(serviceId), () => read(serviceId, head.number)),
    advance(touched, head) {
      due.push(...touched.due);
      const arrived = due.filter(({ at }) => at <= head.timestamp);
      due = due.filter(({ at }) => at > head.timestamp);
      const all = touched.allServices || arrived.some(({ serviceId }) => serviceId === undefined);
      if (all || head.timestamp >= refreshAt) {
        services.clear();
        refreshAt = head.timestamp + REFRESH;
        return;
      }
      for (const serviceId of touched.services) services.drop(String(serviceId));
      for (const { serviceId } of arrived) services.drop(String(serviceId));
    },
    clear() {
      services.clear();
    },
  };
}

/** keccak256(abi.encode(termsId, feeVersion)), as the vault computes it. */
function termsHashOf(termsId: Hex, feeVersion: number): Hex {
  return keccak256(encodeAbiParameters([{ type: "bytes32" }, { type: "uint32" }], [termsId, feeVersion]));
}

function enumName<T>(names: readonly T[], index: number): T {
  const name = names[index];
  if (name === undefined) throw new RangeError(`the contract answered ${index}, of ${names.length} values`);
  return name;
}
