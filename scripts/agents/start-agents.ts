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

/** Throws when gateway or chain do not answer, or the gateway is not on the local chain: the owners' keys are public. */
export async function startAgents(options: AgentsOptions): Promise<RunningAgents> {
  const { count, gatewayUrl, rpcUrl, log, pause = 6_000 } = options;
  const config = await readGatewayConfig(gatewayUrl);
  if (!config.local)
    throw new Error(`Demo agents run on the local chain only, this is chain ${config.chainId}.`);
  const stopping = new AbortController();
  const owners = await Promise.all(
    Array.from({ length: count }, (_, index) => connect(rpcUrl, demoAccount(FIRST_OWNER + index))),
  );
  const ended = Promise.all(
    owners.map((owner, index) =>
      runAgent({ name: `agent ${index + 1}`, owner, config, signal: stopping.signal, pause, log }),
    ),
  );
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
