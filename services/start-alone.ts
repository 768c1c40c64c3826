/** One service in a process of its own, as its publisher would run it. */
import { demoListings, type ServiceName } from "./catalogue.ts";
import { readEnv } from "./env.ts";
import { startService } from "./start-service.ts";
import { stopOnSignal } from "./stop-on-signal.ts";

/** Listens on PORT, or the port of the demo; prints the endpoint; stops on SIGINT and SIGTERM. */
export async function startAlone(name: ServiceName): Promise<void> {
  const env = readEnv(process.env);
  const listing = demoListings.find((entry) => entry.name === name);
  const running = await startService(name, env, env.port ?? listing?.port ?? 0);
  console.log(`${name} ${running.url}`);
  stopOnSignal([running]);
}
