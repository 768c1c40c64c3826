/// <reference lib="webworker" />
/** Proves one review and ends. A worker, since the page would stand still meanwhile. */
import { Identity } from "@semaphore-protocol/identity";
import { proveReview } from "../../../sdk/reviews/prove-review.ts";
import { fetchProvingKeys } from "./fetch-proving-keys.ts";
import type { ProverAnswer, ProverRequest } from "./prove-in-worker.ts";

/** Of the work, the part that fetching the keys is: once they are in the cache it takes no time. */
const FETCHING = 0.2;

const answer = (message: ProverAnswer) => self.postMessage(message);

self.addEventListener("message", ({ data }: MessageEvent<ProverRequest>) => {
  const { identity, ...request } = data;
  void (async () => {
    try {
      const keys = await fetchProvingKeys();
      answer({ kind: "progress", done: FETCHING });
      const review = await proveReview({
        ...request,
        identity: Identity.import(identity),
        keys,
        onProgress: (done) => answer({ kind: "progress", done: FETCHING + (1 - FETCHING) * done }),
      });
      answer({ kind: "proved", review });
    } catch (error) {
      answer({ kind: "failed", problem: error instanceof Error ? error.message : String(error) });
    }
  })();
});
