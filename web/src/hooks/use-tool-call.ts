import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useConnection } from "wagmi";
import type { ToolCall } from "../lib/call-tool.ts";
import { useStoaConfig } from "../lib/config.ts";
import { useSessionKeys } from "./use-session-keys.ts";

/** Calls a tool; a charge is booked on the key that paid. The MCP client is loaded with the first call. */
export function useToolCall() {
  const config = useStoaConfig();
  const { address } = useConnection();
  const { store } = useSessionKeys(address);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (call: ToolCall) => {
      const { callTool } = await import("../lib/call-tool.ts");
      return callTool(config, call);
    },
    onSuccess: ({ payment }) => {
      if (!payment) return;
      const { key, serviceId, epoch, chargedCumulative } = payment.extra.receipt;
      store.charge(key, serviceId, epoch, chargedCumulative);
      void queries.invalidateQueries({ queryKey: ["gateway", "account"] });
    },
  });
}
