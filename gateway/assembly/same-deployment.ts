/** A store's rows are of one deployment. Another one's sums, vouchers and sessions must not mix with them. */
import type { Deployment } from "../../contracts/deployment.ts";
import type { KeyValueStore } from "../kv/types.ts";

/** Where a store names the deployment that its rows are of. */
const KEY = "deployment";

/** The deployment in a person's words, which no other has: `chain 31337 (genesis 0x…, vault 0x…)`. */
export function nameOf({ chainId, genesisHash, contracts }: Deployment): string {
  return `chain ${chainId} (genesis ${genesisHash}, vault ${contracts.EscrowVault})`;
}

/** The deployment that the store's rows are of; the given one from now on when there is none yet. */
export function claimStore(store: KeyValueStore, deployment: Deployment): Promise<string> {
  return store.setIfAbsent(KEY, nameOf(deployment));
}

/** @throws Error naming both deployments when the store is another one's. */
export async function requireSameDeployment(store: KeyValueStore, deployment: Deployment): Promise<void> {
  const found = await claimStore(store, deployment);
  if (found === nameOf(deployment)) return;
  throw new Error(
    `the store belongs to ${found}, and this gateway works on ${nameOf(deployment)}. ` +
      "Give it another DATABASE_URL or STORE_DIR.",
  );
}
