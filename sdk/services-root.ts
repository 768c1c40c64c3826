/**
 * The Merkle root of a session key that is limited to some services, and the proof that a service is among them. A leaf is
 * keccak256(keccak256(abi.encode(serviceId))).
 */
import { encodeAbiParameters, keccak256, type Hex } from "viem";
import { merkleProof, merkleRoot } from "../contracts/merkle-tree.ts";

/** Root over the allowed service ids. Throws a TypeError for an empty list: zero means "all services" on chain. */
export function servicesRoot(serviceIds: readonly bigint[]): Hex {
  if (serviceIds.length === 0) throw new TypeError("a restricted key needs at least one service");
  return merkleRoot(serviceIds.map(leafOf));
}

/** Siblings on the way from `serviceId` to the root; `undefined` when it is not among the allowed ones. */
export function servicesProof(serviceIds: readonly bigint[], serviceId: bigint): Hex[] | undefined {
  return merkleProof(serviceIds.map(leafOf), leafOf(serviceId));
}

function leafOf(serviceId: bigint): Hex {
  return keccak256(keccak256(encodeAbiParameters([{ type: "uint256" }], [serviceId])));
}
