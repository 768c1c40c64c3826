/** Which terms hold for a session key: those on chain, those of a grant kept from an earlier call, or of one sent now. */
import { isAddressEqual, zeroAddress, zeroHash, type Address } from "viem";
import type { SessionGrant, SignatureFields } from "../../contracts/payment.ts";
import { escrowDomain, keyProofTypes, sessionGrantTypes } from "../../contracts/typed-data.ts";
import type { ChainView, SessionKeyView } from "../chain/types.ts";
import type { Ledger, ReserveRequest } from "../ledger/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import { recoverSigner } from "./signature.ts";
import { createTypedDataHasher } from "./typed-data-hasher.ts";

type SignedGrant = NonNullable<ReserveRequest["grant"]>;

/** Who signed for whom, and what came with it about the key. */
export interface KeyClaim extends Pick<SignatureFields, "grant" | "grantSignature" | "keyProof"> {
  readonly payer: Address;
  readonly key: Address;
}

/** What a key may do now. */
export interface KeyTerms extends Pick<
  SessionKeyView,
  "cap" | "spent" | "maxPerCall" | "validBefore" | "servicesRoot"
> {
  /** A grant that is not on chain yet. */
  readonly grant?: SignedGrant;
}

export type KeyResolver = (claim: KeyClaim) => Promise<ResolvedKey>;

export type ResolvedKey = { readonly terms: KeyTerms } | { readonly refusal: Refusal };

/** Seconds by which a grant must outlive a call, so that it can be registered with the claim; less on a fast chain. */
const GRANT_MARGIN = 300;
/** Grants whose signatures were checked before, by their text. */
const CHECKED_KEPT = 10_000;

export function createKeyResolver(options: {
  readonly chain: ChainView;
  readonly ledger: Pick<Ledger, "grantOf">;
  readonly chainId: number;
  readonly vault: Address;
  readonly gateway: Address;
  readonly claimAge: number;
}): KeyResolver {
  const { chain, ledger, gateway } = options;
  const grants = createTypedDataHasher<SessionGrant>(
    escrowDomain(options.chainId, options.vault),
    sessionGrantTypes,
  );
  const proofs = createTypedDataHasher<{ payer: Address; gateway: Address; deadline: bigint }>(
    escrowDomain(options.chainId, options.vault),
    keyProofTypes,
  );
  const margin = BigInt(Math.min(options.claimAge, GRANT_MARGIN));
  const checked = new Set<string>();
  /** Kept grants; a key without one is asked for again. */
  const kept = new Map<string, SignedGrant>();

  async function keptGrant(payer: Address, key: Address, sent: SignedGrant | undefined) {
    const name = `${payer} ${key}`;
    const known = kept.get(name) ?? (await ledger.grantOf(payer, key));
    const newest = sent && (!known || sent.grant.nonce > known.grant.nonce) ? sent : known;
    if (newest) {
      if (kept.size >= CHECKED_KEPT) kept.clear();
      kept.set(name, newest);
    }
    return newest;
  }

  async function checkGrant({ payer, key }: KeyClaim, signed: SignedGrant): Promise<Refusal | undefined> {
    const { grant, signature, proofDeadline, keyProof } = signed;
    if (!isAddressEqual(grant.payer, payer)) return invalid("it is of another payer");
    if (!isAddressEqual(grant.key, key)) return invalid("it is for another key");
    if (!isAddressEqual(grant.gateway, gateway)) return invalid(`it is for gateway ${grant.gateway}`);
    if (isAddressEqual(grant.key, grant.payer)) return invalid("the payer needs no grant for itself");
    if (grant.nonce === 0n || grant.nonce > 0xffff_ffffn) return invalid("its nonce is not 1 to 2^32 - 1");
    const { integrator } = grant;
    const parties = [grant.payer, grant.key, grant.gateway];
    if (integrator !== zeroAddress && parties.some((party) => isAddressEqual(party, integrator)))
      return invalid("its integrator is one of its parties");
    if (proofDeadline < chain.now() + margin) return invalid("the key's proof ends too soon");

    const name = [signature, keyProof, proofDeadline, ...Object.values(grant)].join();
    if (checked.has(name)) return undefined;
    const proof = recoverSigner(
      proofs.digest({ payer: grant.payer, gateway, deadline: proofDeadline }),
      keyProof,
    );
    if (!("address" in proof) || proof.address !== grant.key)
      return invalid("the key's proof is not signed by the key");
    const signer = recoverSigner(grants.digest(grant), signature);
    if (!("address" in signer) || signer.address !== grant.payer) {
      return (await chain.hasCode(grant.payer))
        ? invalid("a contract wallet's grant must be registered on chain before its key is used")
        : invalid("it is not signed by the payer");
    }
    if (checked.size >= CHECKED_KEPT) checked.clear();
    checked.add(name);
    return undefined;
  }

  return async (claim) => {
    const { payer, key } = claim;
    const onChain = await chain.sessionKey(payer, key);
    // A revocation has its tombstone on chain even for a key that was never registered.
    if (onChain.revoked) return { refusal: refuse("key_revoked", { key }) };
    const sent = sentGrant(claim);
    const isNew = sent !== undefined && sent.grant.nonce > onChain.nonce;
    const refusal = isNew ? await checkGrant(claim, sent) : undefined;
    if (refusal) return { refusal };
    const newest = await keptGrant(payer, key, isNew ? sent : undefined);
    if (newest && newest.grant.nonce > onChain.nonce) {
      if (newest.proofDeadline < chain.now() + margin)
        return { refusal: invalid("the key's proof ends too soon") };
      return { terms: { ...newest.grant, spent: onChain.spent, grant: newest } };
    }
    if (onChain.nonce === 0n) return { refusal: refuse("key_unknown", { key, payer }) };
    const servicesRoot = onChain.restricted ? onChain.servicesRoot : zeroHash;
    return { terms: { ...onChain, servicesRoot } };
  };
}

function invalid(problem: string): Refusal {
  return refuse("grant_invalid", { problem });
}

function sentGrant({ grant, grantSignature, keyProof }: KeyClaim): SignedGrant | undefined {
  if (!grant || !grantSignature || !keyProof) return undefined;
  return { grant, signature: grantSignature, proofDeadline: keyProof.deadline, keyProof: keyProof.signature };
}
