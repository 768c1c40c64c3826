/** Deposits without gas: EIP-3009 authorisations as a payer's wallet signs them. */
import { encodeAbiParameters, keccak256, toHex, type Address, type Hex } from "viem";
import { receiveWithAuthorizationTypes } from "../../../contracts/typed-data.ts";
import { addressOf, DAY, now } from "./chain.ts";
import type { Market } from "./market.ts";
import type { Signer } from "./sign.ts";

export async function tokenDomain({ token }: Market) {
  return {
    name: "USD Coin",
    version: "2",
    chainId: 31337,
    verifyingContract: await addressOf(token),
  } as const;
}

function depositNonce(payer: Address, gateway: Address, salt: Hex): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: "address" }, { type: "address" }, { type: "bytes32" }],
      [payer, gateway, salt],
    ),
  );
}

/** Arguments of `depositWithAuthorization` after payer and gateway, valid for a day. */
export async function authorisation(
  market: Market,
  gateway: Address,
  amount: bigint,
  payer: Signer = market.payer,
  name = "salt",
) {
  const salt = keccak256(toHex(name));
  const validBefore = (await now()) + DAY;
  const signature = await payer.account.signTypedData({
    domain: await tokenDomain(market),
    types: receiveWithAuthorizationTypes,
    primaryType: "ReceiveWithAuthorization",
    message: {
      from: payer.address,
      to: await addressOf(market.vault),
      value: amount,
      validAfter: 0n,
      validBefore,
      nonce: depositNonce(payer.address, gateway, salt),
    },
  });
  return [amount, 0n, validBefore, salt, signature] as const;
}
