/** For reviewers: proves that one of a group wrote a review, without saying which. In Node and in a page's worker. */
import { Group } from "@semaphore-protocol/group";
import type { Identity } from "@semaphore-protocol/identity";
import { groth16 } from "snarkjs";
import {
  reviewMessage,
  reviewScope,
  type AnonymousReview,
  type Feedback,
  type ScopeParts,
} from "./anonymous-review.ts";
import { inField } from "./in-field.ts";
import { NotAMember } from "./not-a-member.ts";
import { progressLogger } from "./proving-progress.ts";
import { PROVING_DEPTH, type ProvingKeys } from "./proving-keys.ts";

/** Pages of 64 KiB. By itself the prover asks for 2 GB, of which the circuit uses nothing. */
const CIRCUIT_MEMORY = 64;

export interface ProveReviewOptions extends ScopeParts {
  readonly identity: Identity;
  /** The closed group's commitments, in the order of its tree. */
  readonly members: readonly bigint[];
  readonly feedback: Feedback;
  readonly keys: ProvingKeys;
  /** Called with what is done so far, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Takes about two seconds of one core. Rejects with NotAMember when the identity's commitment is not among the members. */
export async function proveReview(options: ProveReviewOptions): Promise<AnonymousReview> {
  const { identity, members, feedback, serviceId, epoch, keys, onProgress = () => undefined } = options;
  const index = members.indexOf(identity.commitment);
  if (index < 0) throw new NotAMember("This identity is not a member of the group.");
  const { siblings, index: path } = new Group([...members]).generateMerkleProof(index);
  const { proof, publicSignals } = await groth16.fullProve(
    {
      secret: identity.secretScalar,
      merkleProofLength: siblings.length,
      merkleProofIndex: path,
      // The circuit reads as many as the proof is long.
      merkleProofSiblings: [...siblings, ...Array<bigint>(PROVING_DEPTH - siblings.length).fill(0n)],
      scope: inField(reviewScope(options)),
      message: inField(reviewMessage(feedback)),
    },
    keys.wasm,
    keys.zkey,
    progressLogger(onProgress),
    { memorySize: CIRCUIT_MEMORY },
    // Its threads would need workers of workers, and gain nothing on two cores.
    { singleThread: true },
  );
  const [a, b, c] = [proof.pi_a, proof.pi_b, proof.pi_c];
  // Each pair of `b` the other way round, as the precompile takes it.
  const points = [a[0], a[1], b[0][1], b[0][0], b[1][1], b[1][0], c[0], c[1]].map(BigInt);
  onProgress(1);
  return {
    serviceId,
    epoch,
    feedback,
    nullifier: BigInt(publicSignals[1]!),
    points: points as unknown as AnonymousReview["points"],
  };
}
