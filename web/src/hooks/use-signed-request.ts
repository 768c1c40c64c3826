import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { usePublicClient } from "wagmi";
import { z } from "zod";
import { encodeWire } from "../../../contracts/payment.ts";
import { isUserRejection, problemOf } from "../lib/errors.ts";
import { gatewayPost } from "../lib/gateway.ts";
import { refreshAll } from "../lib/refresh.ts";
import { IDLE, type TransactionState } from "../lib/transaction-state.ts";
import { waitForIndex } from "../lib/wait-for-index.ts";

/** What a payer has signed, and where the gateway takes it. */
export interface SignedRequest {
  readonly path: string;
  readonly body: unknown;
}

/** Of a prepayment; an ending has none. */
const answerSchema = z.object({ state: z.enum(["paid", "held"]).optional() });

/** How often the gateway is asked what became of it; each time it waits half a minute itself. */
const MOST_ASKED = 10;

/**
 * Something that the gateway sends for who signed it: sign → post → mined → indexed. The same request sent again asks what
 * became of it, and nothing is paid twice. A rejection in the wallet resets quietly.
 */
export function useSignedRequest(onDone?: () => void) {
  const [state, setState] = useState<TransactionState>(IDLE);
  const client = usePublicClient();
  const queries = useQueryClient();
  const done = useRef(onDone);
  useEffect(() => {
    done.current = onDone;
  });

  const send = useCallback(
    async (sign: () => Promise<SignedRequest>) => {
      if (!client) return;
      setState({ step: "signing" });
      try {
        const { path, body } = await sign();
        setState({ step: "relayed" });
        await taken(path, JSON.parse(encodeWire(body)));
        await waitForIndex(await client.getBlockNumber({ cacheTime: 0 }));
        await refreshAll(queries);
        setState({ step: "indexed" });
        done.current?.();
      } catch (error) {
        setState(isUserRejection(error) ? IDLE : { step: "failed", problem: problemOf(error) });
      }
    },
    [client, queries],
  );
  const reset = useCallback(() => setState(IDLE), []);
  return { state, send, reset };
}

async function taken(path: string, body: unknown): Promise<void> {
  for (let asked = 0; asked < MOST_ASKED; asked++) {
    const { state } = answerSchema.parse(await gatewayPost(path, body));
    if (state !== "held") return;
  }
  throw new Error("The chain has not taken it yet. The gateway goes on trying; look here again later.");
}
