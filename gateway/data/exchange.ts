/** One request to a publisher's server: sent in one write, with a time limit, ended when it has to be. */
import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import { PrivateAddressError } from "../upstream/connector.ts";
import { TimeLimitError } from "./upstream-problem.ts";

export interface UpstreamRequest {
  readonly pool: Pool;
  readonly path: string;
  readonly method: "POST" | "GET" | "DELETE";
  readonly headers: Record<string, string | string[]>;
  readonly body: Buffer | undefined;
}

/** What an exchange tells; `sent` is whether the request had been written when it failed. */
export interface ExchangeListener {
  onHead(status: number, headers: IncomingHttpHeaders): void;
  onData(chunk: Buffer): void;
  onEnd(): void;
  onFailure(problem: Error, sent: boolean): void;
}

export interface Exchange {
  /** No data comes until `resume`. */
  pause(): void;
  resume(): void;
  /** Nothing more is told after this but the failure, once. */
  abort(reason: Error): void;
  /** From now on it may take as long as it likes. */
  liftTimeLimit(): void;
}

export function startExchange(
  request: UpstreamRequest,
  timeLimit: number,
  listener: ExchangeListener,
): Exchange {
  let controller: Dispatcher.DispatchController | undefined;
  let sent = false;
  let paused = false;
  let retried = false;
  let aborted: Error | undefined;
  let over = false;
  const timer = setTimeout(() => abort(new TimeLimitError()), timeLimit * 1000);

  function finish(problem?: Error): void {
    if (over) return;
    over = true;
    clearTimeout(timer);
    if (problem) listener.onFailure(problem, sent);
    else listener.onEnd();
  }

  function abort(reason: Error): void {
    if (over) return;
    aborted ??= reason;
    if (controller) controller.abort(reason);
    // A connection that is still being made cannot be told; nobody waits for it any more.
    else finish(reason);
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart(started) {
      if (aborted) return started.abort(aborted);
      controller = started;
      sent = true;
      if (paused) started.pause();
    },
    onResponseStart(_controller, status, headers) {
      if (status >= 200) listener.onHead(status, headers);
    },
    onResponseData: (_controller, chunk) => listener.onData(chunk),
    onResponseEnd: () => finish(),
    onResponseError(_controller, problem) {
      // Nothing was written: asking again cannot run a tool twice.
      const again = !sent && !retried && !aborted && !(problem instanceof PrivateAddressError);
      if (!again) return finish(aborted ?? problem);
      retried = true;
      dispatch();
    },
  };

  function dispatch(): void {
    const { pool, path, method, headers, body } = request;
    pool.dispatch({ path, method, headers, body: body ?? null }, handler);
  }
  dispatch();

  return {
    pause() {
      paused = true;
      if (!over) controller?.pause();
    },
    resume() {
      paused = false;
      if (!over) controller?.resume();
    },
    abort,
    liftTimeLimit: () => clearTimeout(timer),
  };
}
