import type { Address } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../deploy/client.ts";
import { confirm } from "../deploy/transact.ts";
import { signPermit, topUp } from "./usdc.ts";

/** Deposits `amount` base units of the client's account at `gateway`, unless it has a balance there. */
export async function depositOnce(
  client: ChainClient,
  { contracts }: Deployment,
  gateway: Address,
  amount: bigint,
): Promise<void> {
  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const payer = client.account.address;
  const { balance } = await client.readContract({
    ...vault,
    functionName: "accountOf",
    args: [payer, gateway],
  });
  if (balance > 0n) return;

  await topUp(client, contracts.USDC, payer, amount);
  const permit = await signPermit(client, contracts.USDC, contracts.EscrowVault, amount);
  const { request } = await client.simulateContract({
    ...vault,
    functionName: "deposit",
    args: [payer, gateway, amount, permit],
  });
  await confirm(client, await client.writeContract(request));
}
