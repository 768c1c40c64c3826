import { existsSync } from "node:fs";
import { createPublicClient, http } from "viem";
import { deploymentPath, readDeployment, type Deployment } from "../../contracts/deployment.ts";
import { deploy } from "../deploy.ts";
import { connect } from "../deploy/client.ts";
import { LOCAL_CHAIN, readSettings } from "../deploy/env.ts";
import { recordDeployment } from "../deploy/record.ts";
import type { OpenChain } from "./chain.ts";

/**
 * The chain's deployment: the recorded one when it is of this very chain, else what deploying finds or makes there.
 * Throws on other chains than the local one that have no recorded deployment, and when the recorded contracts are gone.
 */
export async function ensureDeployed(chain: OpenChain, file = deploymentPath(chain.id)): Promise<Deployment> {
  const recorded = chain.inMemory || !existsSync(file) ? undefined : readDeployment(chain.id, file);
  if (recorded && (await isRecorded(chain, recorded, file))) return recorded;

  if (chain.id !== LOCAL_CHAIN) {
    throw new Error(
      `There is no deployment of the chain at ${chain.url} (${chain.id}) in ${file}, and a start makes none but on the local chain: ` +
        "run `npm run deploy` with RPC_URL set to it, once.",
    );
  }
  const { account, ...given } = readSettings(chain.id, process.env);
  recordDeployment(await deploy(await connect(chain.url, account), given), file);
  // As every later start reads it: what is made of it then is the same.
  return readDeployment(chain.id, file);
}

/** Whether the deployment is of this chain, and not of another one with the same id. */
async function isRecorded(chain: OpenChain, recorded: Deployment, file: string): Promise<boolean> {
  const client = createPublicClient({ transport: http(chain.url) });
  const genesis = await client.getBlock({ blockNumber: 0n });
  if (recorded.chainId !== chain.id || recorded.genesisHash !== genesis.hash) return false;
  const { EscrowVault } = recorded.contracts;
  if (await client.getCode({ address: EscrowVault })) return true;
  throw new Error(
    `The chain at ${chain.url} has the genesis block that ${file} was written for, but no vault at ${EscrowVault}: ` +
      `it was reset. Remove that file and the folder of the old chain's data, .stoa/${chain.id}-${genesis.hash.slice(2, 18)}, and start again.`,
  );
}
