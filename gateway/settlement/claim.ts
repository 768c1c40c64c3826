import type { Logger } from "pino";
import {
  encodeFunctionData,
  isAddressEqual,
  parseEventLogs,
  type Address,
  type Hex,
  type LocalAccount,
  type TransactionReceipt,
} from "viem";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import { revertName } from "../chain/revert.ts";
import { claimCalls } from "./claim-data.ts";
import type { PlannedRow } from "./plan.ts";
import type { ReceiptRoots } from "./receipt-roots.ts";
import { sendTransaction } from "./transaction.ts";
import type { ClaimSummary } from "./types.ts";

/** In the order of IEscrowVault.SkipReason. */
const SKIP_REASONS = [
  "WrongGateway",
  "WrongEpoch",
  "Expired",
  "UnknownTerms",
  "NothingNew",
  "OverVoucher",
  "BadSignature",
  "UnknownKey",
  "KeyExpired",
  "OverCap",
  "ServiceNotGranted",
  "InsufficientBalance",
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

export interface ClaimDeps {
  readonly client: ChainClient;
  readonly account: LocalAccount;
  readonly vault: Address;
  readonly gateway: Address;
  readonly roots: Pick<ReceiptRoots, "commit">;
  readonly maxGas: bigint;
  /** Milliseconds to wait for a receipt before the fee is raised. */
  readonly replaceAfter: number;
  readonly signal: AbortSignal;
  readonly log: Pick<Logger, "info" | "warn">;
}

export interface ClaimOutcome {
  readonly claims: readonly ClaimSummary[];
  /** Rows that moved nothing, with the vault's reason or the name of the error that a claim of this row alone reverts with. */
  readonly refused: readonly { readonly row: PlannedRow; readonly reason: string }[];
}

/**
 * Claims rows in as few transactions as they fit in. A batch that would revert or is too large is halved, so that one
 * bad row cannot hold up the others.
 * @throws when the chain cannot be reached, or the account is not the gateway's settler.
 */
export async function claimRows(deps: ClaimDeps, rows: readonly PlannedRow[]): Promise<ClaimOutcome> {
  const calls = claimCalls(deps.gateway, rows, await deps.roots.commit(rows));
  const size = await measure(deps, calls);
  if ("gas" in size && size.gas <= deps.maxGas) {
    const receipt = await sendTransaction(deps, {
      to: deps.vault,
      data: encodeFunctionData({ abi: escrowVaultAbi, functionName: "multicall", args: [calls] }),
      gas: size.gas,
    });
    return receipt ? readReceipt(deps, receipt, rows) : { claims: [], refused: [] };
  }
  const [first] = rows;
  if (rows.length === 1 && first) {
    return { claims: [], refused: [{ row: first, reason: "gas" in size ? "TooMuchGas" : size.revert }] };
  }
  const middle = Math.ceil(rows.length / 2);
  const left = await claimRows(deps, rows.slice(0, middle));
  const right = await claimRows(deps, rows.slice(middle));
  return {
    claims: [...left.claims, ...right.claims],
    refused: [...left.refused, ...right.refused],
  };
}

/**
 * Runs the claim without sending it. The vault catches errors of the contracts that it asks, running out of gas among
 * them, so a tight limit would skip rows instead of failing: half as much again, and what is not used costs nothing.
 */
async function measure(
  { client, account, vault, gateway }: ClaimDeps,
  calls: readonly Hex[],
): Promise<{ gas: bigint } | { revert: string }> {
  try {
    const gas = await client.estimateContractGas({
      account,
      address: vault,
      abi: escrowVaultAbi,
      functionName: "multicall",
      args: [calls],
    });
    return { gas: (gas * 3n) / 2n + 100_000n };
  } catch (error) {
    const revert = revertName(error);
    if (revert === undefined) throw error;
    if (revert === "EscrowVaultNotSettler") {
      throw new Error(
        `${account.address} is not the settler of gateway ${gateway}: register it, or set SETTLER_KEY.`,
        { cause: error },
      );
    }
    return { revert };
  }
}

function readReceipt(
  { vault, log }: ClaimDeps,
  receipt: TransactionReceipt,
  rows: readonly PlannedRow[],
): ClaimOutcome {
  if (receipt.status === "reverted") {
    // It passed when it was measured: something changed before it was mined.
    return { claims: [], refused: rows.map((row) => ({ row, reason: "Reverted" })) };
  }
  const logs = receipt.logs.filter(({ address }) => isAddressEqual(address, vault));
  const refused: { row: PlannedRow; reason: string }[] = [];
  let gross = 0n;
  for (const { eventName, args } of parseEventLogs({ abi: escrowVaultAbi, logs })) {
    if (eventName === "Claimed") gross = args.gross;
    if (eventName === "GrantSkipped") log.warn({ ...args }, "the vault refused a session grant");
    if (eventName === "RowSkipped") {
      const row = rows[Number(args.index)];
      if (row) refused.push({ row, reason: SKIP_REASONS[args.reason] ?? String(args.reason) });
    }
  }
  const { transactionHash: hash, blockNumber: block } = receipt;
  return { claims: [{ hash, block, rows: rows.length, skipped: refused.length, gross }], refused };
}
