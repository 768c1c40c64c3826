/** Anonymous reviews on their way to the chain. Nothing is kept or written about who asked. */
import { encodeFunctionData, type Address, type Hex } from "viem";
import { anonymousReviewsAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import { refuse } from "../refusals.ts";
import type { Settlement } from "../settlement/types.ts";
import { refusalOf } from "./refusal-of.ts";
import type { RelayOutcome, ReviewRelay } from "./types.ts";

/** Reviews at once: each is some milliseconds of the chain's node, valid or not. */
const AT_ONCE = 8;
/** Most gas that the gateway pays for one: what a review with long texts needs, and no more. */
const MOST_GAS = 600_000n;

export interface ReviewRelayDeps {
  readonly client: ChainClient;
  readonly contract: Address;
  readonly settler: Address;
  readonly send: Settlement["send"];
}

export function createReviewRelay({ client, contract, settler, send }: ReviewRelayDeps): ReviewRelay {
  const underWay = new Map<Hex, Promise<RelayOutcome>>();

  async function relay(data: Hex): Promise<RelayOutcome> {
    try {
      // The contract itself checks the proof, at no cost: what is refused here is never sent.
      const needed = await client.estimateGas({ account: settler, to: contract, data });
      const gas = (needed * 5n) / 4n;
      if (gas > MOST_GAS) return refused("review_too_long", { gas, limit: MOST_GAS });
      const receipt = await send({ to: contract, data, gas });
      if (receipt?.status === "success") return { kind: "relayed", transaction: receipt.transactionHash };
      return refused("gateway_busy");
    } catch (error) {
      const refusal = refusalOf(error);
      if (!refusal) throw error;
      return { kind: "refused", refusal };
    }
  }

  return {
    relay({ serviceId, epoch, feedback, nullifier, points }) {
      const data = encodeFunctionData({
        abi: anonymousReviewsAbi,
        functionName: "giveAnonymousFeedback",
        args: [serviceId, epoch, feedback, nullifier, points],
      });
      const same = underWay.get(data);
      if (same) return same;
      if (underWay.size >= AT_ONCE) return Promise.resolve(refused("gateway_busy"));
      const sent = relay(data).finally(() => underWay.delete(data));
      underWay.set(data, sent);
      return sent;
    },
  };
}

const refused = (...refusal: Parameters<typeof refuse>): RelayOutcome => ({
  kind: "refused",
  refusal: refuse(...refusal),
});
