/** Proves in a process of its own: the chain is in this one, and an index that gets no answer for seconds takes it for dead. */
import { Identity } from "@semaphore-protocol/identity";
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { AnonymousReview } from "../../../sdk/reviews/anonymous-review.ts";
import { proveReview, type ProveReviewOptions } from "../../../sdk/reviews/prove-review.ts";
import { readProvingKeys } from "../../../sdk/reviews/read-proving-keys.ts";

type Task = Omit<ProveReviewOptions, "identity" | "keys" | "onProgress"> & {
  /** From which the reviewer's identity follows. */
  readonly secret: string;
};

export async function proveApart(task: Task): Promise<AnonymousReview> {
  const child = fork(fileURLToPath(import.meta.url), { serialization: "advanced" });
  try {
    child.send(task);
    const [proven] = (await once(child, "message")) as [AnonymousReview];
    return proven;
  } finally {
    child.kill();
  }
}

if (import.meta.main) {
  const [{ secret, ...task }] = (await once(process, "message")) as [Task];
  const identity = new Identity(secret);
  process.send!(await proveReview({ ...task, identity, keys: readProvingKeys() }));
}
