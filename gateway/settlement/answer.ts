import type { Address, ContractFunctionArgs, ContractFunctionReturnType, Hex } from "viem";
import { type chargeDisputesAbi, serviceRegistryAbi } from "../../contracts/generated.ts";
import { MAX_DEPTH, receiptPath, rowPath, rowsTree } from "../../contracts/receipt-tree.ts";
import type { ChainClient } from "../chain/client.ts";
import type { ReceiptRoots } from "./receipt-roots.ts";
import { readRowReceipts, type RowReceiptsDeps } from "./row-receipts.ts";

export type Dispute = ContractFunctionReturnType<typeof chargeDisputesAbi, "view", "disputeOf">;
export type Answer = ContractFunctionArgs<typeof chargeDisputesAbi, "nonpayable", "answer">[1];

export interface AnswerDeps extends RowReceiptsDeps {
  readonly client: ChainClient;
  readonly roots: Pick<ReceiptRoots, "find">;
  readonly services: Address;
  /** First block of the deployment. */
  readonly startBlock: bigint;
}

/** The receipt of the disputed charge with its way up to the claim's root; undefined when the books do not have it. */
export async function answerTo(deps: AnswerDeps, dispute: Dispute): Promise<Answer | undefined> {
  const rows = await deps.roots.find(dispute.receiptsRoot);
  const row = rows?.[dispute.row];
  if (!rows || !row) return undefined;
  const { receipts, tree, start } = await readRowReceipts(deps, row);
  const charge = receipts.findIndex(({ receipt }) => receipt.chargedCumulative >= dispute.position);
  const found = receipts[charge];
  if (!found) return undefined;
  const { path, sides } = receiptPath(tree, charge);
  if (path.length > MAX_DEPTH) return undefined;
  return {
    receipt: found.receipt,
    signature: found.signature,
    path,
    sides,
    start,
    rowPath: rowPath(rowsTree(rows.map(({ leaf }) => leaf)), dispute.row),
    ...(await readTerms(deps, row.serviceId, row.termsId)),
    feeVersion: row.feeVersion,
  };
}

/** Terms by their id, with their number among those that the service proposed: a termsId is the hash of both. */
async function readTerms({ client, services, startBlock }: AnswerDeps, serviceId: bigint, termsId: Hex) {
  const proposed = await client.getContractEvents({
    address: services,
    abi: serviceRegistryAbi,
    eventName: "TermsProposed",
    args: { serviceId },
    fromBlock: startBlock,
    strict: true,
  });
  const index = proposed.findIndex(({ args }) => args.termsId === termsId);
  const found = proposed[index];
  if (!found) throw new Error(`terms ${termsId} of service ${serviceId} were never proposed`);
  return { terms: found.args.terms, termsSequence: index + 1 };
}
