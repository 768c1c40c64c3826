import { useQuery } from "@tanstack/react-query";
import { z } from "zod";
import { healthSchema } from "../lib/catalogue.ts";
import { gatewayGet } from "../lib/gateway.ts";
import { integer } from "../lib/wire.ts";

const listSchema = z.object({
  services: z.array(z.object({ serviceId: integer, name: z.string(), health: healthSchema })),
});

/** Health of every service as the gateway last saw it, by name. */
export function useCatalogue() {
  return useQuery({
    queryKey: ["gateway", "services"],
    queryFn: () => gatewayGet("/v1/services?status=all&limit=200", listSchema),
    select: ({ services }) => new Map(services.map((service) => [service.name, service.health])),
    refetchInterval: 15_000,
  });
}
