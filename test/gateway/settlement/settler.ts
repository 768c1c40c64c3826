/** A settlement in a process of its own, for tests that kill it. */
import type { Deployment } from "../../../contracts/deployment.ts";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { createSqlStore } from "../../../gateway/kv/sql-store.ts";
import { createWriteOffs } from "../../../gateway/ledger/write-offs.ts";
import { openStore } from "../../../gateway/store/open-store.ts";
import { demoAccount, demoKey } from "../../../scripts/start/accounts.ts";
import { viewOf } from "../chain/helpers.ts";
import { settlementOf } from "./helpers.ts";

export interface SettlerArguments {
  readonly url: string;
  readonly deployment: Deployment;
  readonly folder: string;
}

const { url, deployment, folder } = JSON.parse(process.argv[2]!) as SettlerArguments;
const gateway = demoAccount(1);
const settler = demoAccount(2);
const vault = { address: deployment.contracts.EscrowVault, abi: escrowVaultAbi } as const;
const market = { url, deployment, gateway, settler, vault };

const { ledger, sql } = await openStore({
  chainId: deployment.chainId,
  vault: vault.address,
  gateway: gateway.address,
  receiptKey: demoKey(3),
  folder,
  onError(problem) {
    throw problem;
  },
});
const chain = await viewOf(market, { pollInterval: 20 });
settlementOf({
  market,
  chain,
  ledger,
  writeOffs: createWriteOffs(sql),
  store: await createSqlStore(sql),
  config: { claimAge: 0, interval: 20 },
}).start();
process.send?.("started");
