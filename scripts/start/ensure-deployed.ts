import { existsSync } from "node:fs";
import { deploymentPath, readDeployment, type Deployment } from "../../contracts/deployment.ts";
import { deploy } from "../deploy.ts";
import { connect } from "../deploy/client.ts";
import { readSettings } from "../deploy/env.ts";
import { recordDeployment } from "../deploy/record.ts";
import type { OpenChain } from "./chain.ts";

/** The chain's deployment: the recorded one when it is of this very chain, else a new one, which asks for keys by name. */
export async function ensureDeployed(chain: OpenChain, file = deploymentPath(chain.id)): Promise<Deployment> {
  const { account, usdc } = readSettings(chain.id, process.env);
  const client = await connect(chain.url, account);
  if (existsSync(file)) {
    const recorded = readDeployment(chain.id, file);
    const genesis = await client.getBlock({ blockNumber: 0n });
    if (recorded.genesisHash === genesis.hash) return recorded;
  }
  const deployment = await deploy(client, { usdc });
  recordDeployment(deployment, file);
  return deployment;
}
