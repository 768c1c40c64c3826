/**
 * EIP-712 (https://eips.ethereum.org/EIPS/eip-712) for the messages of vault, earnings, credit, subscriptions, streams, registry and
 * credentials. Each struct of ours is written once, in its interface; the types here are read from the ABI of its `hash…` function.
 */
import { getAbiItem, type Address } from "viem";
import {
  attestationAdapterAbi,
  earningsAbi,
  escrowVaultAbi,
  serviceRegistryAbi,
  streamsAbi,
  subscriptionsAbi,
} from "./generated.ts";

/** The one struct within a message is Terms. */
type NameOf<Type extends string> = Type extends "tuple" ? "Terms" : Type;

type Components<T extends readonly { readonly name: string; readonly type: string }[]> = {
  readonly [K in keyof T]: { readonly name: T[K]["name"]; readonly type: NameOf<T[K]["type"]> };
};

function structOf<const T extends readonly { readonly name: string; readonly type: string }[]>(
  components: T,
): Components<T> {
  return components.map(({ name, type }) => ({
    name,
    type: type === "tuple" ? "Terms" : type,
  })) as unknown as Components<T>;
}

const [{ components: voucher }] = getAbiItem({ abi: escrowVaultAbi, name: "hashVoucher" }).inputs;
const [{ components: sessionGrant }] = getAbiItem({ abi: escrowVaultAbi, name: "hashSessionGrant" }).inputs;
const [{ components: keyProof }] = getAbiItem({ abi: escrowVaultAbi, name: "hashKeyProof" }).inputs;
const [{ components: receipt }] = getAbiItem({ abi: escrowVaultAbi, name: "hashReceipt" }).inputs;
const [{ components: release }] = getAbiItem({ abi: escrowVaultAbi, name: "hashRelease" }).inputs;
const [{ components: withdrawal }] = getAbiItem({ abi: escrowVaultAbi, name: "hashWithdrawal" }).inputs;
const [{ components: refund }] = getAbiItem({ abi: earningsAbi, name: "hashRefund" }).inputs;
const [{ components: payout }] = getAbiItem({ abi: earningsAbi, name: "hashPayout" }).inputs;
const [{ components: hosting }] = getAbiItem({ abi: serviceRegistryAbi, name: "hashHosting" }).inputs;
const [{ components: streamOrder }] = getAbiItem({ abi: streamsAbi, name: "hashStreamOrder" }).inputs;
const [{ components: topUp }] = getAbiItem({ abi: streamsAbi, name: "hashTopUp" }).inputs;
const [{ components: closing }] = getAbiItem({ abi: streamsAbi, name: "hashClosing" }).inputs;
const [{ components: streamUse }] = getAbiItem({ abi: streamsAbi, name: "hashUse" }).inputs;
const [{ components: attest }] = getAbiItem({ abi: attestationAdapterAbi, name: "hashAttest" }).inputs;
const [{ components: agreement }] = getAbiItem({ abi: subscriptionsAbi, name: "hashAgreement" }).inputs;
const [{ components: cancellation }] = getAbiItem({ abi: subscriptionsAbi, name: "hashCancellation" }).inputs;
const [{ components: use }] = getAbiItem({ abi: subscriptionsAbi, name: "hashUse" }).inputs;

export const voucherTypes = { Voucher: structOf(voucher) } as const;
export const sessionGrantTypes = { SessionGrant: structOf(sessionGrant) } as const;
export const keyProofTypes = { KeyProof: structOf(keyProof) } as const;
export const receiptTypes = { Receipt: structOf(receipt) } as const;
export const releaseTypes = { Release: structOf(release) } as const;
export const withdrawalTypes = { Withdrawal: structOf(withdrawal) } as const;
export const refundTypes = { Refund: structOf(refund) } as const;
export const hostingTypes = { Hosting: structOf(hosting), Terms: structOf(hosting[3].components) } as const;
export const payoutTypes = { Payout: structOf(payout) } as const;
export const streamOrderTypes = { StreamOrder: structOf(streamOrder) } as const;
export const topUpTypes = { TopUp: structOf(topUp) } as const;
export const closingTypes = { Closing: structOf(closing) } as const;
export const streamUseTypes = { Use: structOf(streamUse) } as const;
export const attestTypes = { Attest: structOf(attest) } as const;
export const agreementTypes = { SubscriptionAgreement: structOf(agreement) } as const;
export const cancellationTypes = { Cancellation: structOf(cancellation) } as const;
export const useTypes = { Use: structOf(use) } as const;

/** A vote of OpenZeppelin's Governor, in the Governor's domain. The nonce's upper 24 bytes are the proposal's id. */
export const ballotTypes = {
  Ballot: [
    { name: "proposalId", type: "uint256" },
    { name: "support", type: "uint8" },
    { name: "voter", type: "address" },
    { name: "nonce", type: "uint256" },
  ],
} as const;

/** EIP-3009 `ReceiveWithAuthorization`, in the token's own domain: https://eips.ethereum.org/EIPS/eip-3009 */
export const receiveWithAuthorizationTypes = {
  ReceiveWithAuthorization: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "validAfter", type: "uint256" },
    { name: "validBefore", type: "uint256" },
    { name: "nonce", type: "bytes32" },
  ],
} as const;

/** EIP-3009 `TransferWithAuthorization`: the same fields, and any relayer may send it. */
export const transferWithAuthorizationTypes = {
  TransferWithAuthorization: receiveWithAuthorizationTypes.ReceiveWithAuthorization,
} as const;

/** EIP-2612 `Permit`, in the token's own domain: https://eips.ethereum.org/EIPS/eip-2612 */
export const permitTypes = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** OpenZeppelin's Votes: votes delegated by signature, in the token's own domain. */
export const delegationTypes = {
  Delegation: [
    { name: "delegatee", type: "address" },
    { name: "nonce", type: "uint256" },
    { name: "expiry", type: "uint256" },
  ],
} as const;

/** The vault's EIP-712 domain. Written out: a domain read through EIP-5267 can gain a zero salt and hash wrongly. */
export function escrowDomain(chainId: number, vault: Address) {
  return { name: "Stoa Escrow", version: "1", chainId, verifyingContract: vault } as const;
}

/** The domain of what payees sign for Earnings: refunds and payouts. */
export function earningsDomain(chainId: number, earnings: Address) {
  return { name: "Stoa Earnings", version: "1", chainId, verifyingContract: earnings } as const;
}

/** The domain of what payers sign for Streams. */
export function streamsDomain(chainId: number, streams: Address) {
  return { name: "Stoa Streams", version: "1", chainId, verifyingContract: streams } as const;
}

/** The domain of what subscribers sign: agreements, cancellations and each use. An agreement's hash is its subscription's id. */
export function subscriptionsDomain(chainId: number, subscriptions: Address) {
  return { name: "Stoa Subscriptions", version: "1", chainId, verifyingContract: subscriptions } as const;
}

/** The domain under which a payer signs x402 exacts from the balance at the gateway of this Credit. */
export function creditDomain(chainId: number, credit: Address) {
  return { name: "Stoa Credit", version: "1", chainId, verifyingContract: credit } as const;
}

/** The registry's domain: that of ERC-8004's reference implementation, in which wallets consent, and gateways to hosting. */
export function registryDomain(chainId: number, registry: Address) {
  return {
    name: "ERC8004IdentityRegistry",
    version: "1",
    chainId,
    verifyingContract: registry,
  } as const;
}

/**
 * The domain in which attesters sign for the Ethereum Attestation Service, on chain or off.
 * @param version Of the EAS contract.
 */
export function attestDomain(chainId: number, eas: Address, version: string) {
  return { name: "EAS Attestation", version, chainId, verifyingContract: eas } as const;
}
