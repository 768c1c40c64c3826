import { useMutation, useQueryClient } from "@tanstack/react-query";
import { gatewayPost } from "../lib/gateway.ts";
import { refreshAll } from "../lib/refresh.ts";

/** Moves the local chain's clock ahead by so many seconds. */
export function useMoveTime() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (seconds: number) => gatewayPost("/v1/time", { seconds }),
    onSuccess: () => refreshAll(queries),
  });
}
