import type { AnonymousReview } from "../../../sdk/reviews/anonymous-review.ts";
import type { ProveReviewOptions } from "../../../sdk/reviews/prove-review.ts";

export interface ProverRequest extends Omit<ProveReviewOptions, "identity" | "keys" | "onProgress"> {
  /** As `Identity.export` writes it. */
  readonly identity: string;
}

export type ProverAnswer =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "proved"; readonly review: AnonymousReview }
  | { readonly kind: "failed"; readonly problem: string };

/** Proves a review beside the page. `onProgress` gets what is done, 0 to 1. */
export function proveInWorker(
  request: ProverRequest,
  onProgress: (done: number) => void,
): Promise<AnonymousReview> {
  const worker = new Worker(new URL("./review-prover.worker.ts", import.meta.url), { type: "module" });
  return new Promise<AnonymousReview>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ProverAnswer>) => {
      if (data.kind === "progress") onProgress(data.done);
      else if (data.kind === "proved") resolve(data.review);
      else reject(new Error(data.problem));
    });
    worker.addEventListener("error", ({ message }) =>
      reject(new Error(message || "The prover did not start.")),
    );
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}
