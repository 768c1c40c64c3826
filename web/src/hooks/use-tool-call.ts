import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useConnection, usePublicClient } from "wagmi";
import type { ToolCall } from "../lib/call-tool.ts";
import { useStoaConfig } from "../lib/config.ts";
import { readCounting, type Counting } from "../lib/counting.ts";
import { depositCounts, shortageOf } from "../lib/wait-for-deposit.ts";
import { useSessionKeys } from "./use-session-keys.ts";

/**
 * Calls a tool; a charge is booked on the key that paid. The MCP client is loaded with the first call. A call that comes
 * before its deposit counts waits for it (`waiting` says what for) and is sent again; `stop` ends the wait.
 */
export function useToolCall() {
  const config = useStoaConfig();
  const { address } = useConnection();
  const client = usePublicClient();
  const { store } = useSessionKeys(address);
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState<Counting>();
  const stopping = useRef<AbortController>(undefined);

  const call = useMutation({
    mutationFn: async (wanted: ToolCall) => {
      const { callTool } = await import("../lib/call-tool.ts");
      const { signal } = (stopping.current = new AbortController());
      for (let again = true; ;) {
        try {
          return await callTool(config, wanted);
        } catch (refused) {
          const shortage = shortageOf(refused);
          if (shortage === undefined || !client || !address) throw refused;
          const read = () => readCounting(client, config, address);
          const waited = await depositCounts(shortage, read, setWaiting, signal).catch(() => undefined);
          setWaiting(undefined);
          // Nothing to wait for any more: the deposit may have come to count since the refusal. One more try tells.
          if (waited === undefined || (!waited && !again)) throw refused;
          again = waited;
        }
      }
    },
    onSuccess: ({ payment, use }) => {
      if (use) void queries.invalidateQueries({ queryKey: ["gateway", "account"] });
      if (!payment) return;
      const { key, serviceId, epoch, chargedCumulative } = payment.extra.receipt;
      store.charge(key, serviceId, epoch, chargedCumulative);
      void queries.invalidateQueries({ queryKey: ["gateway", "account"] });
    },
  });
  return { ...call, waiting, stop: () => stopping.current?.abort() };
}
