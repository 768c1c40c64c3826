import { useQuery } from "@tanstack/react-query";
import { figuresSchema } from "../lib/figures.ts";
import { gatewayGet } from "../lib/gateway.ts";
import { INDEX_KEY } from "../lib/index-client.ts";

/** How evenly power is held, how many vote, and what an attack takes. */
export function useFigures() {
  return useQuery({
    queryKey: [INDEX_KEY, "figures"],
    queryFn: () => gatewayGet("/figures", figuresSchema),
  });
}
