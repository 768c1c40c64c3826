import type { Context, MiddlewareHandler } from "hono";

/**
 * Refuses bodies over `limit` bytes before anything reads them. A body whose length was not announced is read here,
 * and put back as a request of its own: Hono's limiter builds it from the server's request, which is of another class.
 */
export function limitBody(limit: number, refused: (c: Context) => Response): MiddlewareHandler {
  return async function limitBody(c, next) {
    const { body, headers, method, signal, url } = c.req.raw;
    const announced = headers.get("content-length");
    if (!body || (announced !== null && !headers.has("transfer-encoding"))) {
      return Number(announced ?? 0) > limit ? refused(c) : next();
    }
    const bytes = await readAtMost(body, limit);
    if (!bytes) return refused(c);
    c.req.raw = new Request(url, { method, headers, signal, ...(bytes.length > 0 ? { body: bytes } : {}) });
    return next();
  };
}

/** The whole stream, or undefined when it is over `limit` bytes. */
async function readAtMost(
  body: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Buffer<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
