/** Proves on a thread of its own: the chain is on this one, and an index that gets no answer for seconds takes it for dead. */
import { Identity } from "@semaphore-protocol/identity";
import { once } from "node:events";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import type { AnonymousReview } from "../../../sdk/reviews/anonymous-review.ts";
import { proveReview, type ProveReviewOptions } from "../../../sdk/reviews/prove-review.ts";
import { readProvingKeys } from "../../../sdk/reviews/read-proving-keys.ts";

type Task = Omit<ProveReviewOptions, "identity" | "keys" | "onProgress"> & {
  /** From which the reviewer's identity follows. */
  readonly secret: string;
};

export async function proveApart(task: Task): Promise<AnonymousReview> {
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  const [proven] = (await once(worker, "message")) as [AnonymousReview];
  await worker.terminate();
  return proven;
}

if (!isMainThread) {
  const { secret, ...task } = workerData as Task;
  const identity = new Identity(secret);
  parentPort!.postMessage(await proveReview({ ...task, identity, keys: readProvingKeys() }));
}
