/** Typed data for a deposit in one transaction: by EIP-3009 (anyone may submit it) or by EIP-2612 permit. */
import { encodeAbiParameters, keccak256, parseSignature, type Address, type Hex } from "viem";
import { permitTypes, receiveWithAuthorizationTypes } from "../contracts/typed-data.ts";

/** The token's own EIP-712 domain; USDC has version "2". */
export interface TokenDomain {
  readonly name: string;
  readonly version: string;
  readonly chainId: number;
  readonly verifyingContract: Address;
}

export interface DepositAuthorization {
  readonly token: TokenDomain;
  readonly vault: Address;
  readonly payer: Address;
  readonly gateway: Address;
  /** Token base units. */
  readonly amount: bigint;
  /** Unix seconds, chain time. */
  readonly validAfter: bigint;
  readonly validBefore: bigint;
  /** Any unused 32 bytes. */
  readonly salt: Hex;
}

/** The nonce the vault demands: it binds payer and gateway, so that a relayer cannot redirect the deposit. */
export function depositNonce(payer: Address, gateway: Address, salt: Hex): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: "address" }, { type: "address" }, { type: "bytes32" }],
      [payer, gateway, salt],
    ),
  );
}

/** EIP-3009 `ReceiveWithAuthorization` for `depositWithAuthorization`: https://eips.ethereum.org/EIPS/eip-3009 */
export function depositAuthorizationTypedData(deposit: DepositAuthorization) {
  return {
    domain: deposit.token,
    types: receiveWithAuthorizationTypes,
    primaryType: "ReceiveWithAuthorization",
    message: {
      from: deposit.payer,
      to: deposit.vault,
      value: deposit.amount,
      validAfter: deposit.validAfter,
      validBefore: deposit.validBefore,
      nonce: depositNonce(deposit.payer, deposit.gateway, deposit.salt),
    },
  } as const;
}

/** Arguments of EscrowVault.depositWithAuthorization, in order. */
export function depositAuthorizationArguments(deposit: DepositAuthorization, signature: Hex) {
  return [
    deposit.payer,
    deposit.gateway,
    deposit.amount,
    deposit.validAfter,
    deposit.validBefore,
    deposit.salt,
    signature,
  ] as const;
}

export interface TokenPermit {
  readonly token: TokenDomain;
  readonly owner: Address;
  /** Who may take the tokens: the vault, or a registry for a stake. */
  readonly spender: Address;
  /** Token base units. */
  readonly amount: bigint;
  /** The token's `nonces(owner)`. */
  readonly nonce: bigint;
  /** Unix seconds, chain time. */
  readonly deadline: bigint;
}

/** EIP-2612 `Permit` for exactly the amount: https://eips.ethereum.org/EIPS/eip-2612 */
export function permitTypedData({ token, owner, spender, amount, nonce, deadline }: TokenPermit) {
  return {
    domain: token,
    types: permitTypes,
    primaryType: "Permit",
    message: { owner, spender, value: amount, nonce, deadline },
  } as const;
}

/** The `Permit` argument of `deposit`, `list`, `stake` and `register`. */
export function permitArgument(deadline: bigint, signature: Hex) {
  const { r, s, yParity } = parseSignature(signature);
  return { deadline, v: 27 + yParity, r, s } as const;
}
