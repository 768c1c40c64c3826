/** Receipts as a gateway's receipt key signs them. */
import { keccak256, toHex, zeroHash, type Hex } from "viem";
import { receiptTypes } from "../../../contracts/typed-data.ts";
import { now } from "./chain.ts";
import type { Market } from "./market.ts";
import type { Row, Signer, Voucher } from "./sign.ts";

type Subject = Pick<Voucher, "payer" | "gateway" | "key" | "serviceId" | "termsHash" | "epoch">;

function baseReceipt(
  { payer, gateway, key, serviceId, termsHash, epoch }: Subject,
  charged: bigint,
  issuedAt: bigint,
) {
  return {
    callId: keccak256(toHex("call")) as Hex,
    payer,
    gateway,
    key,
    serviceId,
    termsHash,
    epoch,
    seq: 1n,
    price: charged,
    chargedCumulative: charged,
    requestHash: zeroHash as Hex,
    responseHash: zeroHash as Hex,
    status: 0,
    issuedAt,
  };
}
export type Receipt = ReturnType<typeof baseReceipt>;

/** A receipt of now for all that `subject` was charged, but for what `changes` says, signed by the receipt key. */
export async function signedReceipt(
  market: Market,
  subject: Subject,
  charged: bigint,
  changes: Partial<Receipt> = {},
  by: Signer = market.receiptKey,
): Promise<readonly [Receipt, Hex]> {
  const receipt = { ...baseReceipt(subject, charged, await now()), ...changes };
  const signature = await by.account.signTypedData({
    domain: market.domain,
    types: receiptTypes,
    primaryType: "Receipt",
    message: receipt,
  });
  return [receipt, signature];
}

/** The receipt of a voucher's row. */
export function receiptFor(market: Market, row: Row, changes: Partial<Receipt> = {}, by?: Signer) {
  return signedReceipt(market, row.voucher, row.charged, changes, by);
}
