import { encodeFunctionData, type Address, type ContractFunctionArgs, type Hex } from "viem";
import { escrowVaultAbi } from "../../contracts/generated.ts";
import type { PlannedRow } from "./plan.ts";
import { termsOnce } from "./terms-once.ts";

type GrantKeysArgs = ContractFunctionArgs<typeof escrowVaultAbi, "nonpayable", "grantKeys">;

/**
 * The calls of one claim: grants that the vault has not seen yet go first, so that their rows count in the same
 * transaction.
 * @param receiptsRoot of the rows' receipts, in their order.
 */
export function claimCalls(gateway: Address, rows: readonly PlannedRow[], receiptsRoot: Hex): Hex[] {
  const claimRows = rows.map(({ candidate, charged }) => ({
    voucher: candidate.voucher,
    signature: candidate.signature,
    charged,
    termsId: candidate.terms.termsId,
    feeVersion: candidate.terms.feeVersion,
    servicesProof: candidate.servicesProof,
  }));
  const claim = encodeFunctionData({
    abi: escrowVaultAbi,
    functionName: "claim",
    args: [gateway, termsOnce(claimRows, ({ voucher }) => voucher.serviceId), receiptsRoot],
  });
  const grants = newGrants(rows);
  if (grants.length === 0) return [claim];
  return [encodeFunctionData({ abi: escrowVaultAbi, functionName: "grantKeys", args: [grants] }), claim];
}

/** Each key's grant once. */
function newGrants(rows: readonly PlannedRow[]): GrantKeysArgs[0] {
  const byKey = new Map<string, GrantKeysArgs[0][number]>();
  for (const { ledger } of rows) {
    if (!ledger.grant) continue;
    const { grant, signature, proofDeadline, keyProof } = ledger.grant;
    byKey.set(`${grant.payer} ${grant.key}`.toLowerCase(), {
      grant,
      grantSignature: signature,
      proofDeadline,
      keyProof,
    });
  }
  return [...byKey.values()];
}
