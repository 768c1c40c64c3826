/** Ends subscriptions and streams by their payers' signatures, so that a payer without gas can leave as well. Holds nothing. */
import {
  isAddressEqual,
  encodeFunctionData,
  type Address,
  type Hash,
  type Hex,
  type LocalAccount,
} from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import type { Cancellation, Closing } from "../../contracts/prepaid.ts";
import type { ChainClient } from "../chain/client.ts";
import type { ChainView } from "../chain/types.ts";
import { refuse, type Refusal } from "../refusals.ts";
import type { Settlement } from "../settlement/types.ts";
import { measure } from "./measure.ts";

export type EndOutcome =
  | { readonly kind: "ended"; readonly transaction: Hash }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface Endings {
  /** Cancels a subscription: it serves its notice, and what is not earned then goes back. Resolves when it is mined. */
  cancel(cancellation: Cancellation, signature: Hex): Promise<EndOutcome>;
  /** Closes a stream: it earns until its notice is over. Resolves when it is mined. */
  close(closing: Closing, signature: Hex): Promise<EndOutcome>;
}

export function createEndings(options: {
  readonly client: ChainClient;
  readonly chain: Pick<ChainView, "subscription" | "stream">;
  readonly settler: LocalAccount;
  readonly send: Settlement["send"];
  readonly contracts: Pick<Deployment["contracts"], "Subscriptions" | "Streams">;
  readonly gateway: Address;
}): Endings {
  const { client, chain, settler, send, contracts, gateway } = options;

  /** The contract checks the signature before anything is sent: a forged one costs the gateway no gas. */
  async function submit(transaction: { readonly to: Address; readonly data: Hex }): Promise<EndOutcome> {
    const measured = await measure(client, settler, transaction);
    if ("refusal" in measured) return refused(measured.refusal);
    const receipt = await send({ ...transaction, gas: measured.gas });
    // Somebody else may have ended it meanwhile: asked again, the contract says so.
    if (receipt?.status !== "success") return refused(refuse("gateway_busy"));
    return { kind: "ended", transaction: receipt.transactionHash };
  }

  return {
    async cancel(cancellation, signature) {
      const { subscriptionId } = cancellation;
      const found = await chain.subscription(subscriptionId);
      if (!found) return refused(refuse("subscription_unknown", { subscriptionId }));
      const elsewhere = whyNotHere(`Subscription ${subscriptionId}`, found.gateway, gateway);
      if (elsewhere) return refused(elsewhere);
      const data = encodeFunctionData({
        abi: subscriptionsAbi,
        functionName: "cancelFor",
        args: [cancellation, signature],
      });
      return submit({ to: contracts.Subscriptions, data });
    },
    async close(closing, signature) {
      const { streamId } = closing;
      const found = await chain.stream(streamId);
      if (!found) return refused(refuse("stream_unknown", { streamId }));
      const elsewhere = whyNotHere(`Stream ${streamId}`, found.gateway, gateway);
      if (elsewhere) return refused(elsewhere);
      const data = encodeFunctionData({
        abi: streamsAbi,
        functionName: "closeBySignature",
        args: [closing, signature],
      });
      return submit({ to: contracts.Streams, data });
    },
  };
}

/** Why a gateway does nothing about what was paid ahead at another one. */
export function whyNotHere(name: string, at: Address, here: Address): Refusal | undefined {
  return isAddressEqual(at, here) ? undefined : refuse("prepaid_elsewhere", { name, at, here });
}

const refused = (refusal: Refusal): EndOutcome => ({ kind: "refused", refusal });
