/** A gateway in a process of its own that is asked for one subscription, for tests that kill it. */
import type { Deployment } from "../../../contracts/deployment.ts";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { signedAgreementSchema } from "../../../contracts/prepaid.ts";
import { demoAccount } from "../../../scripts/start/accounts.ts";
import { openGateway } from "./open-gateway.ts";

export interface ChildArguments {
  readonly url: string;
  readonly deployment: Deployment;
  readonly folder: string;
  /** The signed agreement, as it is posted. */
  readonly request: string;
}

const { url, deployment, folder, request } = JSON.parse(process.argv[2]!) as ChildArguments;
const market = {
  url,
  deployment,
  gateway: demoAccount(1),
  settler: demoAccount(2),
  receiptKey: demoAccount(3),
  vault: { address: deployment.contracts.EscrowVault, abi: escrowVaultAbi },
} as const;
const gateway = await openGateway(market, folder, []);
const { agreement, signature } = signedAgreementSchema.parse(JSON.parse(request));
process.send?.("asked");
await gateway.desk.subscribe(agreement, signature);
