/** Demo agents that keep buying real calls, so that a local market lives. */
import { connect } from "../deploy/client.ts";
import { demoAccount } from "../start/accounts.ts";
import { readGatewayConfig } from "./gateway-config.ts";
import { runAgent } from "./run-agent.ts";

export interface AgentsOptions {
  readonly count: number;
  readonly gatewayUrl: string;
  readonly rpcUrl: string;
  readonly log: (line: string) => void;
  /** Milliseconds between two calls of one agent, on average. */
  readonly pause?: number;
}

export interface RunningAgents {
  /** Resolves when each agent has ended its call. */
  stop(): Promise<void>;
}

/** The first account that belongs to an agent's owner; those before it have other parts in the demo. */
const FIRST_OWNER = 7;

/** Throws when the gateway does not answer, or is not on the local chain: the owners' keys are public. */
export async function startAgents(options: AgentsOptions): Promise<RunningAgents> {
  const { count, gatewayUrl, rpcUrl, log, pause = 6_000 } = options;
  const config = await readGatewayConfig(gatewayUrl);
  if (!config.local)
    throw new Error(`Demo agents run on the local chain only, this is chain ${config.chainId}.`);
  const stopping = new AbortController();
  const agents = Array.from({ length: count }, async (_, index) => {
    const owner = await connect(rpcUrl, demoAccount(FIRST_OWNER + index));
    await runAgent({ name: `agent ${index + 1}`, owner, config, signal: stopping.signal, pause, log });
  });
  const ended = Promise.allSettled(agents);
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
