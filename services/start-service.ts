/** Starts a service by its listed name. Its code is loaded only then: a process holds what it runs. */
import type { ServiceName } from "./catalogue.ts";
import { creditOf } from "./credit.ts";
import type { Env } from "./env.ts";
import { serve, type RunningService } from "./serve.ts";
import type { Service } from "./service.ts";

const LOADERS = {
  "stoa/solidity": async () => (await import("./solidity/service.ts")).createSolidityService(),
  "stoa/chart": async () => (await import("./chart/service.ts")).createChartService(),
  "stoa/scratchpad": async () => (await import("./scratchpad/service.ts")).createScratchpadService(),
  "stoa/chain": async (env: Env) => (await import("./chain/service.ts")).createChainService(env.rpcUrl),
} satisfies Record<Exclude<ServiceName, "stoa/everything">, (env: Env) => Promise<Service>>;

/** Rejects when the port is taken. */
export async function startService(name: ServiceName, env: Env, port: number): Promise<RunningService> {
  if (name === "stoa/everything") {
    const { startEverything } = await import("./everything/start-everything.ts");
    return startEverything(port);
  }
  return serve(await LOADERS[name](env), { env, port, credit: creditOf(env) });
}
