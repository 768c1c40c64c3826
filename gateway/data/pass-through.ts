/** A free exchange: the server's bytes as they come, at the client's speed. */
import type { IncomingHttpHeaders } from "node:http";
import type { Refusal } from "../refusals.ts";
import { startExchange, type Exchange, type UpstreamRequest } from "./exchange.ts";
import { responseHeaders } from "./headers.ts";
import { refuseCall, sendWhole, type Caller } from "./caller.ts";
import { CallerGoneError, upstreamProblem } from "./upstream-problem.ts";

/** A body of known length up to this goes out in one write together with its head. */
const ONE_WRITE = 64 * 1024;

/**
 * Passes one exchange through. A client that leaves ends it: in 2026-07-28 that is how a call is cancelled, and before
 * that the server decides what it means.
 * @param timeLimit seconds until the head of the answer
 */
export function passThrough(caller: Caller, request: UpstreamRequest, timeLimit: number): Promise<void> {
  const { response } = caller;
  return new Promise((done) => {
    let head: { status: number; headers: IncomingHttpHeaders } | undefined;
    let small: Buffer[] | undefined;

    const exchange: Exchange = startExchange(request, timeLimit, {
      onHead(status, headers) {
        exchange.liftTimeLimit();
        head = { status, headers };
        if (Number(headers["content-length"] ?? Infinity) <= ONE_WRITE) {
          small = [];
          return;
        }
        const { "content-length": length } = headers;
        response.writeHead(status, {
          ...responseHeaders(headers),
          ...(length && { "content-length": length }),
        });
        // A stream's head must not wait for its first event.
        response.flushHeaders();
      },
      onData(chunk) {
        if (small) small.push(chunk);
        else if (!response.write(chunk)) {
          exchange.pause();
          response.once("drain", () => exchange.resume());
        }
      },
      onEnd() {
        if (small) sendWhole(response, head!.status, responseHeaders(head!.headers), join(small));
        else response.end();
        done();
      },
      onFailure(problem, sent) {
        if (!(problem instanceof CallerGoneError)) fail(upstreamProblem(problem, sent, timeLimit));
        done();
      },
    });
    response.once("close", () => {
      if (!response.writableFinished) exchange.abort(new CallerGoneError());
    });

    function fail(refusal: Refusal): void {
      if (response.headersSent) response.destroy();
      else refuseCall(caller, refusal);
    }
  });
}

function join(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
}
