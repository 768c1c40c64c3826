import type { IncomingMessage } from "node:http";
import { refuse, type Refusal } from "../refusals.ts";

/** The whole body, or why there is none. Rejects when the client leaves before it was sent. */
export function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<{ body: Buffer } | { refusal: Refusal }> {
  const tooLarge = { refusal: refuse("body_too_large", { limit }) };
  if (Number(request.headers["content-length"] ?? 0) > limit) return Promise.resolve(tooLarge);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.pause();
        resolve(tooLarge);
      } else chunks.push(chunk);
    });
    request.once("end", () => resolve({ body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }));
    request.once("error", reject);
    request.once("close", () => {
      if (!request.complete) reject(new Error("the client left"));
    });
  });
}
