/**
 * Who gets the supply of STOA: the one table of it, and on the local chain the people behind it. All that waits in a
 * distributor or a vesting, and the Treasury's part, stands outside every vote.
 */
import { encodeAbiParameters, keccak256, type Address, type Hex } from "viem";
import { merkleProof, merkleRoot } from "../../contracts/merkle-tree.ts";
import { demoAccount } from "../start/accounts.ts";

const STOA = 10n ** 18n;
const YEAR = 365n * 86_400n;

/** Base units that exist: StoaToken.SUPPLY. */
export const SUPPLY = 1_000_000_000n * STOA;

/** A list of accounts, each of which claims its share within `open` seconds. What is left then is the Treasury's. */
export interface Listed {
  readonly to: "MerkleDistributor";
  readonly open: bigint;
}

/** One beneficiary over `duration` seconds: nothing before `cliff`, and then by the second. */
export interface Vested {
  readonly to: "Vesting";
  readonly cliff: bigint;
  readonly duration: bigint;
  /** Whether governance can take back what has not vested. */
  readonly revocable: boolean;
}

export interface Treasured {
  readonly to: "Treasury";
}

/** @property amount STOA base units. */
export type Part = { readonly amount: bigint } & (Listed | Vested | Treasured);

export const DISTRIBUTION = {
  community: { amount: 400_000_000n * STOA, to: "MerkleDistributor", open: YEAR },
  treasury: { amount: 300_000_000n * STOA, to: "Treasury" },
  team: { amount: 120_000_000n * STOA, to: "Vesting", cliff: YEAR, duration: 4n * YEAR, revocable: true },
  investors: {
    amount: 80_000_000n * STOA,
    to: "Vesting",
    cliff: YEAR,
    duration: 3n * YEAR,
    revocable: false,
  },
  contributors: { amount: 100_000_000n * STOA, to: "MerkleDistributor", open: YEAR },
} as const satisfies Record<string, Part>;

/** @property amount STOA base units. */
export interface Share {
  readonly account: Address;
  readonly amount: bigint;
}

/** Basis points for the demo's accounts from the fourth on: a few large holders, many small ones, as real lists are. */
const FIRST_HOLDER = 4;
const COMMUNITY_BPS = [2_731, 1_812, 1_296, 1_004, 811, 617, 498, 403, 327, 251, 168, 82];
const CONTRIBUTOR_BPS = [312, 874, 1_403, 195, 640, 2_018, 107, 1_089, 533, 1_571, 386, 872];
const WHOLE = 10_000n;

/** Accounts of the mnemonic that the vestings on the local chain pay. */
const TEAM = 16;
const INVESTORS = 17;

export function communityShares(): Share[] {
  return sharesOf(DISTRIBUTION.community.amount, COMMUNITY_BPS);
}

export function contributorShares(): Share[] {
  return sharesOf(DISTRIBUTION.contributors.amount, CONTRIBUTOR_BPS);
}

/** The beneficiaries of the vestings on the local chain. */
export function demoBeneficiaries(): Readonly<Record<"team" | "investors", Address>> {
  return { team: demoAccount(TEAM).address, investors: demoAccount(INVESTORS).address };
}

/** A share with what claims it: the arguments of MerkleDistributor.claim. */
export interface ProvenShare extends Share {
  readonly index: bigint;
  readonly proof: readonly Hex[];
}

/** The tree over a list of shares, as MerkleDistributor checks it. The index of a share is its place in the list. */
export function merkleTree(shares: readonly Share[]): {
  readonly root: Hex;
  readonly claims: readonly ProvenShare[];
} {
  const leaves = shares.map(leafOf);
  const claims = shares.map((share, place) => {
    const proof = merkleProof(leaves, leaves[place]!)!;
    return { ...share, index: BigInt(place), proof };
  });
  return { root: merkleRoot(leaves), claims };
}

function sharesOf(total: bigint, bps: readonly number[]): Share[] {
  return bps.map((part, place) => ({
    account: demoAccount(FIRST_HOLDER + place).address,
    amount: (total * BigInt(part)) / WHOLE,
  }));
}

function leafOf({ account, amount }: Share, place: number): Hex {
  const words = [{ type: "uint256" }, { type: "address" }, { type: "uint256" }] as const;
  return keccak256(keccak256(encodeAbiParameters(words, [BigInt(place), account, amount])));
}
