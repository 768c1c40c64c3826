/** Who the DAO begins with: its councils, who vests, who gets shares of the supply, whose credentials count. */
import { encodePacked, keccak256, zeroAddress, type Address, type Hex } from "viem";
import { demoAccount } from "../start/accounts.ts";
import { communityShares, contributorShares, demoBeneficiaries, type Share } from "./distribution.ts";

interface Elected {
  readonly members: readonly Address[];
  readonly threshold: bigint;
}

export interface Founding {
  readonly councils: { readonly guardian: Elected; readonly grants: Elected; readonly audit: Elected };
  readonly team: Address;
  readonly investors: Address;
  readonly community: readonly Share[];
  readonly contributors: readonly Share[];
  /** Who attests that an account is one person's, by EAS attestations made off chain. */
  readonly credentials: {
    readonly attester: Address;
    readonly schema: Hex;
    /** Verifying contract of the attestations, with the version that its EIP-712 domain names. */
    readonly eas: Address;
    readonly easVersion: string;
  };
}

/** EAS's own way to name a schema: its text, its resolver, and whether its attestations can be revoked. */
export const PERSON_SCHEMA = keccak256(
  encodePacked(["string", "address", "bool"], ["bytes32 person", zeroAddress, true]),
);
/** Where chains of the OP stack have EAS. On the local chain nothing is there, and nothing is called. */
const EAS: Address = "0x4200000000000000000000000000000000000021";

const elected = (...accounts: number[]): Elected => ({
  members: accounts.map((account) => demoAccount(account).address),
  threshold: 2n,
});

/** The local chain's: all of them demo accounts. */
export const LOCAL_FOUNDING: Founding = {
  councils: { guardian: elected(7, 8, 9), grants: elected(10, 11, 12), audit: elected(13, 14, 15) },
  ...demoBeneficiaries(),
  community: communityShares(),
  contributors: contributorShares(),
  credentials: { attester: demoAccount(18).address, schema: PERSON_SCHEMA, eas: EAS, easVersion: "1.2.0" },
};
