/** What is sent for a prepayment, and how the chain tells whether it was: each is taken by its contract once. */
import { encodeFunctionData, zeroHash, type Address, type Hex } from "viem";
import { z } from "zod";
import { streamsAbi, subscriptionsAbi } from "../../contracts/generated.ts";
import { encodeWire } from "../../contracts/payment.ts";
import {
  signedAgreementSchema,
  signedOrderSchema,
  signedTopUpSchema,
  type StreamOrder,
  type SubscriptionAgreement,
  type TopUp,
} from "../../contracts/prepaid.ts";
import { bytes32, uint } from "../../contracts/wire-schemas.ts";
import type { PrepaymentRow } from "../ledger/schema.ts";

const renewalSchema = z.object({ subscriptionId: bytes32, periodIndex: z.number().int() });
const topUpSubmissionSchema = signedTopUpSchema.extend({ deposit: uint(96) });

export type Submission =
  | {
      readonly kind: "subscribe";
      readonly subscriptionId: Hex;
      readonly agreement: SubscriptionAgreement;
      readonly signature: Hex;
    }
  | { readonly kind: "renew"; readonly subscriptionId: Hex; readonly periodIndex: number }
  | {
      readonly kind: "open";
      /** Digest of the order. */
      readonly orderId: Hex;
      readonly order: StreamOrder;
      readonly signature: Hex;
    }
  | {
      readonly kind: "top-up";
      /** Digest of the top-up. */
      readonly topUpId: Hex;
      readonly topUp: TopUp;
      readonly signature: Hex;
      /** All that the stream has had put in when this is done, at least. */
      readonly deposit: bigint;
    };

/** No permit: the account pays. */
const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;

/** Id and text of the prepayment that carries it. */
export function rowOf(submission: Submission): Pick<PrepaymentRow, "id" | "kind" | "request"> {
  switch (submission.kind) {
    case "subscribe": {
      const { kind, subscriptionId, agreement, signature } = submission;
      return { id: `${kind} ${subscriptionId}`, kind, request: encodeWire({ agreement, signature }) };
    }
    case "renew": {
      const { kind, subscriptionId, periodIndex } = submission;
      const request = encodeWire({ subscriptionId, periodIndex });
      return { id: `${kind} ${subscriptionId} ${periodIndex}`, kind, request };
    }
    case "open": {
      const { kind, orderId, order, signature } = submission;
      return { id: `${kind} ${orderId}`, kind, request: encodeWire({ order, signature }) };
    }
    case "top-up": {
      const { kind, topUpId, topUp, signature, deposit } = submission;
      return { id: `${kind} ${topUpId}`, kind, request: encodeWire({ topUp, signature, deposit }) };
    }
  }
}

export function submissionOf({ id, kind, request }: PrepaymentRow): Submission {
  const sent: unknown = JSON.parse(request);
  const name = id.split(" ")[1] as Hex;
  switch (kind) {
    case "subscribe":
      return { kind, subscriptionId: name, ...signedAgreementSchema.parse(sent) };
    case "renew":
      return { kind, ...renewalSchema.parse(sent) };
    case "open":
      return { kind, orderId: name, ...signedOrderSchema.parse(sent) };
    case "top-up":
      return { kind, topUpId: name, ...topUpSubmissionSchema.parse(sent) };
  }
}

export function transactionOf(
  submission: Submission,
  at: { readonly Subscriptions: Address; readonly Streams: Address },
): { readonly to: Address; readonly data: Hex } {
  switch (submission.kind) {
    case "subscribe": {
      const args = [submission.agreement, submission.signature, NO_PERMIT] as const;
      return {
        to: at.Subscriptions,
        data: encodeFunctionData({ abi: subscriptionsAbi, functionName: "subscribe", args }),
      };
    }
    case "renew": {
      const args = [submission.subscriptionId] as const;
      return {
        to: at.Subscriptions,
        data: encodeFunctionData({ abi: subscriptionsAbi, functionName: "renew", args }),
      };
    }
    case "open": {
      const args = [submission.order, submission.signature] as const;
      return { to: at.Streams, data: encodeFunctionData({ abi: streamsAbi, functionName: "open", args }) };
    }
    case "top-up": {
      const args = [submission.topUp, submission.signature] as const;
      return { to: at.Streams, data: encodeFunctionData({ abi: streamsAbi, functionName: "topUp", args }) };
    }
  }
}
