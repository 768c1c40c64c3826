import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { encodeFunctionData, type Address } from "viem";
import { reputationAbi } from "../../../../contracts/generated.ts";
import { useCollectCall } from "../../hooks/use-collect-call.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall, type ContractCall } from "../../lib/contract-call.ts";
import { statementEvidence, statementOf, statementProblem } from "../../lib/evidence.ts";
import { formatMoney, formatTime, isSameAddress } from "../../lib/format.ts";
import { starsOf, type Review, type ReviewResponse } from "../../lib/reviews.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { StatementField } from "../statement-field.tsx";
import { OpenCase } from "../court/open-case.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Stars } from "./stars.tsx";

interface ReviewItemProps {
  review: Review;
  responses: readonly ReviewResponse[];
  /** The connected wallet, and what it thinks of the review. */
  account: Address | undefined;
  vote: boolean | undefined;
}

/** One review with its answers, and what the connected wallet can do about it. */
export function ReviewItem({ review, responses, account, vote }: ReviewItemProps) {
  const { contracts, token } = useStoaConfig();
  const [answering, setAnswering] = useState(false);
  const [text, setText] = useState("");
  const { serviceId, client, feedbackIndex } = review;
  const { state, send } = useTransaction(`review:${serviceId}:${client}:${feedbackIndex}`, () => {
    toast.success("Done");
    setAnswering(false);
    setText("");
  });
  const collectAnd = useCollectCall(serviceId, account);
  const reputation = { address: contracts.Reputation, abi: reputationAbi } as const;
  const act = (prepare: () => ContractCall) => void send(prepare);
  const own = isSameAddress(account, client);
  const stars = starsOf(review);
  const gone = review.revokedAt !== null || review.struckAt !== null;
  // Who votes has paid: what the chain has not counted yet is counted first.
  const mark = (helpful: boolean) =>
    collectAnd &&
    act(() =>
      collectAnd(
        encodeFunctionData({
          abi: reputationAbi,
          functionName: "markHelpful",
          args: [serviceId, client, feedbackIndex, helpful],
        }),
      ),
    );

  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
        {stars === undefined ? (
          <Badge tone="outline">{review.tag1 || "untagged"}</Badge>
        ) : (
          <Stars stars={stars} />
        )}
        {review.anonymous ? (
          <span className="text-ink-muted">Somebody who paid</span>
        ) : (
          <AddressText address={client} />
        )}
        <span className="text-xs text-ink-muted tabular-nums">{formatTime(review.time)}</span>
        {review.struckAt !== null && <Badge tone="negative">Struck by the Court</Badge>}
        {review.revokedAt !== null && <Badge>Taken back</Badge>}
        {!gone && (
          <Badge title="Protocol fees that its author has paid here stand behind it">
            {review.weight > 0n ? `Weighs ${formatMoney(review.weight, token)} of fees` : "No weight"}
          </Badge>
        )}
      </div>
      <Said uri={review.uri} hash={review.hash} />
      {responses.map((response) => (
        <div key={response.number} className="grid gap-1 border-s-2 ps-4 text-sm">
          <p className="text-xs text-ink-muted">
            {response.fromPublisher ? "The publisher" : <AddressText address={response.responder} />},{" "}
            {formatTime(response.time)}
          </p>
          <Said uri={response.uri} hash={response.hash} />
        </div>
      ))}
      {account && !gone && (
        <div className="flex flex-wrap items-center gap-2">
          {!own && (
            <>
              <Button
                size="sm"
                busy={isBusy(state)}
                disabled={!collectAnd}
                aria-pressed={vote === true}
                onClick={() => mark(true)}
              >
                <ThumbsUp aria-hidden /> Helpful {review.helpful}
              </Button>
              <Button
                size="sm"
                busy={isBusy(state)}
                disabled={!collectAnd}
                aria-pressed={vote === false}
                onClick={() => mark(false)}
              >
                <ThumbsDown aria-hidden /> Not helpful {review.unhelpful}
              </Button>
              <OpenCase
                subject={{ kind: "review", serviceId, client, index: feedbackIndex }}
                what={`review ${feedbackIndex} of service ${serviceId}`}
              />
            </>
          )}
          <Button size="sm" aria-expanded={answering} onClick={() => setAnswering(!answering)}>
            Answer
          </Button>
          {own && (
            <Button
              size="sm"
              busy={isBusy(state)}
              onClick={() =>
                act(() =>
                  contractCall({
                    ...reputation,
                    functionName: "revokeFeedback",
                    args: [serviceId, feedbackIndex],
                  }),
                )
              }
            >
              Take it back
            </Button>
          )}
        </div>
      )}
      {answering && (
        <div className="grid grid-cols-1 gap-3">
          <StatementField
            label="Your answer"
            value={text}
            onChange={setText}
            hint="Stays on the chain for everybody to read."
          />
          <Button
            className="justify-self-start"
            busy={isBusy(state)}
            disabled={statementProblem(text) !== undefined}
            onClick={() => {
              const { uri, hash } = statementEvidence(text.trim());
              act(() =>
                contractCall({
                  ...reputation,
                  functionName: "appendResponse",
                  args: [serviceId, client, feedbackIndex, uri, hash],
                }),
              );
            }}
          >
            Send the answer
          </Button>
        </div>
      )}
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </li>
  );
}

/** The text, where the chain has it; else the address of it. */
function Said({ uri, hash }: { uri: string; hash: `0x${string}` }) {
  const text = statementOf({ uri, hash });
  if (text !== undefined)
    return <p className="text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>;
  if (uri === "") return null;
  return (
    <p className="text-sm [overflow-wrap:anywhere]">
      {/^https?:/.test(uri) ? (
        <a href={uri} rel="noreferrer" className="text-accent hover:underline">
          {uri}
        </a>
      ) : (
        uri
      )}
    </p>
  );
}
