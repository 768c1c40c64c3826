/** Reservations for tests of the books, with a payer who has enough of everything. */
import { getAddress, keccak256, stringToHex, zeroHash, type Address, type Hex } from "viem";
import type { CaptureRequest, ReserveRequest } from "../../../gateway/ledger/types.ts";

export const GATEWAY: Address = "0x2000000000000000000000000000000000000002";
export const NOW = 1_000_000n;
export const PRICE = 10n;
const TERMS: Hex = `0x${"01".repeat(32)}`;

export const RICH = {
  balanceSafe: 1_000_000n,
  balanceLatest: 1_000_000n,
  thawing: 0n,
  thawEnd: 0n,
  epoch: 0,
  block: 5n,
};

export function payerNamed(name: string): Address {
  return getAddress(keccak256(stringToHex(name)).slice(0, 42));
}

/** The `index`th call of a payer, with a voucher that covers all calls up to it unless it is told to cover more. */
export function reservation(
  payer: Address,
  index: number,
  cumulative = PRICE * BigInt(index + 1),
): ReserveRequest {
  return {
    callId: keccak256(stringToHex(`call ${index}`)),
    requestHash: zeroHash,
    tool: "work",
    price: PRICE,
    voucher: {
      payer,
      gateway: GATEWAY,
      key: payer,
      serviceId: 1n,
      termsHash: TERMS,
      epoch: 0,
      cumulative,
      validBefore: NOW + 1_000n,
    },
    signature: `0x${"ab".repeat(65)}`,
    terms: { termsId: TERMS, feeVersion: 1 },
    servicesProof: [],
    account: RICH,
    claimed: 0n,
    leastValidBefore: NOW + 100n,
    now: NOW,
    expiresAt: NOW + 90n,
  };
}

export function capture({ callId, voucher }: ReserveRequest): CaptureRequest {
  return {
    callId,
    payer: voucher.payer,
    price: PRICE,
    responseHash: zeroHash,
    status: 0,
    issuedAt: NOW,
    answer: { status: 200, contentType: "application/json", body: Buffer.from("done") },
    latencyMs: 1,
  };
}
