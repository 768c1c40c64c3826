/** What an agent's owner does for it: money at the gateway, and a key of its own with a cap. */
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import { signGrant } from "../../sdk/grant.ts";
import { createVoucherSigner, type VoucherSigner } from "../../sdk/signer/create-voucher-signer.ts";
import { signPermit, topUp } from "../demo/usdc.ts";
import type { ChainClient } from "../deploy/client.ts";
import type { GatewayConfig } from "./gateway-config.ts";

export interface Allowance {
  /** Most that the key may ever spend, token base units. */
  readonly cap: bigint;
  /** Most that one call may cost. */
  readonly maxPerCall: bigint;
  /** Seconds of chain time. */
  readonly life: bigint;
}

/** Blocks after which a gateway of the demo counts a deposit (its SAFE is 2). */
const SAFE_CONFIRMATIONS = 3;

/** Brings the owner's balance at the gateway to `amount` base units when less than `least` can be spent. */
export async function keepFunded(
  owner: ChainClient,
  { contracts, gateway }: GatewayConfig,
  { least, amount }: { readonly least: bigint; readonly amount: bigint },
): Promise<void> {
  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const payer = owner.account.address;
  const account = await owner.readContract({ ...vault, functionName: "accountOf", args: [payer, gateway] });
  const spendable = account.balance - account.thawing;
  if (spendable >= least) return;
  const missing = amount - spendable;
  await topUp(owner, contracts.USDC, payer, missing);
  const permit = await signPermit(owner, contracts.USDC, contracts.EscrowVault, missing);
  const { request } = await owner.simulateContract({
    ...vault,
    functionName: "deposit",
    args: [payer, gateway, missing, permit],
  });
  const hash = await owner.writeContract(request);
  await owner.waitForTransactionReceipt({ hash, confirmations: SAFE_CONFIRMATIONS });
}

/** A fresh key, granted by the owner with one signature and no transaction. */
export async function openPurse(
  owner: ChainClient,
  { chainId, contracts, gateway, receiptKey }: GatewayConfig,
  { cap, maxPerCall, life }: Allowance,
): Promise<VoucherSigner> {
  const key = privateKeyToAccount(generatePrivateKey());
  const vault = contracts.EscrowVault;
  const { timestamp } = await owner.getBlock();
  const grant = await signGrant({ chainId, address: vault }, owner, key, {
    gateway,
    cap,
    maxPerCall,
    validBefore: timestamp + life,
  });
  return createVoucherSigner({
    account: key,
    payer: owner.account.address,
    chainId,
    vault,
    gateway,
    receiptKey,
    grant,
    maxPerCall,
    budget: cap,
  });
}
