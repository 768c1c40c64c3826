/** x402 exact payments from the balance, as an x402 client signs them for a gateway's Credit. */
import { keccak256, toHex, type Address, type Hex } from "viem";
import type { creditAbi, payToAbi } from "../../../contracts/generated.ts";
import { creditDomain, transferWithAuthorizationTypes } from "../../../contracts/typed-data.ts";
import { DAY, ethers, now, type ContractOf } from "./chain.ts";
import type { Market, Quote } from "./market.ts";
import type { Signer } from "./sign.ts";

export interface Exact {
  from: Address;
  value: bigint;
  validAfter: bigint;
  validBefore: bigint;
  nonce: Hex;
  signature: Hex;
  serviceId: bigint;
  termsId: Hex;
  feeVersion: number;
}

interface Wishes {
  by?: Signer;
  quote?: Quote;
  /** Whose Credit it is signed for. */
  gateway?: Address;
  to?: Address;
  changes?: Partial<Omit<Exact, "signature">>;
}

export async function payToOf({ doors }: Market, quote: Quote): Promise<Address> {
  return doors.payToOf(quote.serviceId, quote.termsId, quote.feeVersion);
}

/** An authorisation of $1 that passes, but for what the wishes change, with a nonce of that name. */
export async function exact(market: Market, name: string, wishes: Wishes = {}): Promise<Exact> {
  const by = wishes.by ?? market.payer;
  const quote = wishes.quote ?? market.service;
  const unsigned = {
    from: by.address,
    value: 1_000_000n,
    validAfter: 0n,
    validBefore: (await now()) + DAY,
    nonce: keccak256(toHex(name)),
    serviceId: quote.serviceId,
    termsId: quote.termsId,
    feeVersion: quote.feeVersion,
    ...wishes.changes,
  };
  const credit: Address = await market.doors.creditOf(wishes.gateway ?? market.gateway.address);
  const { from, value, validAfter, validBefore, nonce } = unsigned;
  const signature = await by.account.signTypedData({
    domain: creditDomain(31337, credit),
    types: transferWithAuthorizationTypes,
    primaryType: "TransferWithAuthorization",
    message: {
      from,
      to: wishes.to ?? (await payToOf(market, quote)),
      value,
      validAfter,
      validBefore,
      nonce,
    },
  });
  return { ...unsigned, signature };
}

export async function creditAt(address: Address) {
  return (await ethers.getContractAt("Credit", address)) as unknown as ContractOf<typeof creditAbi>;
}

export async function payToAt(address: Address) {
  return (await ethers.getContractAt("PayTo", address)) as unknown as ContractOf<typeof payToAbi>;
}
