import type { Deployment } from "../../contracts/deployment.ts";
import { probe } from "../../gateway/catalogue/probe.ts";
import { demoListings } from "../../services/catalogue.ts";
import { seedDemo } from "../demo/seed.ts";
import { publicUrl, type Surroundings } from "./parts.ts";

/** Lists the five services that run on this machine and funds the demo's accounts. Returns how many services there are. */
export async function seed({ options, chain }: Surroundings, deployment: Deployment): Promise<number> {
  const services = demoListings.map((listing, index) => ({
    ...listing,
    endpoint: `http://localhost:${options.SERVICES_PORT + index}/mcp`,
  }));
  await seedDemo({
    rpcUrl: chain.url,
    deployment,
    gatewayOrigin: publicUrl(options),
    services,
    toolsOf: async (endpoint) => {
      const found = await probe(endpoint, { privateUpstreams: true });
      if (!found.ok) throw new Error(`The service at ${endpoint} cannot be listed: ${found.problem}`);
      return found.tools;
    },
  });
  return services.length;
}
