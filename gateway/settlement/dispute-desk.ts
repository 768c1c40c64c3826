/** Answers the disputes of this gateway's claims, and ends those whose answer stood. */
import type { Logger } from "pino";
import { encodeFunctionData, isAddressEqual, type Address, type Hex, type LocalAccount } from "viem";
import { chargeDisputesAbi } from "../../contracts/generated.ts";
import type { ChainView } from "../chain/types.ts";
import { revertName } from "../chain/revert.ts";
import { answerTo, type AnswerDeps, type Dispute } from "./answer.ts";
import { sendTransaction } from "./transaction.ts";

/** In the order of IChargeDisputes.State. */
const OPEN = 1;
const ANSWERED = 2;

/** Seconds after a dispute's deadline by which all that were opened before it are over as well. */
const OVER = 7n * 86_400n;

export interface DisputeDeskDeps extends AnswerDeps {
  readonly chain: Pick<ChainView, "now">;
  /** The settler: claims and answers take its nonces one after the other. */
  readonly account: LocalAccount;
  readonly disputes: Address;
  readonly gateway: Address;
  readonly replaceAfter: number;
  readonly signal: AbortSignal;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
}

export interface DisputeDesk {
  /** One look at the disputes that are new or wait, and what they need. Rejects when the chain cannot be reached. */
  look(): Promise<void>;
  /** Has all of them read again: after a reorg numbers may name others. */
  forget(): void;
}

export function createDisputeDesk(deps: DisputeDeskDeps): DisputeDesk {
  const { client, chain, account, disputes, gateway, replaceAfter, signal, log } = deps;
  const contract = { address: disputes, abi: chargeDisputesAbi } as const;
  /** All up to this one are known. */
  let newest = 0n;
  const waiting = new Set<bigint>();

  const read = (disputeId: bigint): Promise<Dispute> =>
    client.readContract({ ...contract, functionName: "disputeOf", args: [disputeId] });

  async function findNew(): Promise<void> {
    const count = await client.readContract({ ...contract, functionName: "disputeCount" });
    for (let disputeId = count; disputeId > newest; disputeId--) {
      const dispute = await read(disputeId);
      if (BigInt(dispute.deadline) + OVER < chain.now()) break;
      if (isAddressEqual(dispute.gateway, gateway)) waiting.add(disputeId);
    }
    newest = count;
  }

  async function send(gas: bigint, data: Hex): Promise<boolean> {
    const receipt = await sendTransaction(
      { client, account, replaceAfter, signal, log },
      { to: disputes, data, gas: (gas * 5n) / 4n },
    );
    return receipt?.status === "success";
  }

  async function answer(disputeId: bigint, dispute: Dispute): Promise<void> {
    const name = { disputeId: String(disputeId), payer: dispute.payer, claimId: String(dispute.claimId) };
    const found = await answerTo(deps, dispute);
    if (!found) {
      waiting.delete(disputeId);
      log.error(name, "a charge is disputed, and its receipt is not in the books: the bond will pay it");
      return;
    }
    const call = { ...contract, functionName: "answer", args: [disputeId, found] } as const;
    try {
      const gas = await client.estimateContractGas({ account, ...call });
      if (await send(gas, encodeFunctionData(call))) log.info(name, "a disputed charge was answered");
    } catch (error) {
      const reason = revertName(error);
      if (reason === undefined) throw error;
      // Whoever was quicker has answered; any other reason stays one.
      if (reason !== "ChargeDisputesState")
        log.error({ ...name, reason }, "the answer to a dispute was refused");
      waiting.delete(disputeId);
    }
  }

  async function conclude(disputeId: bigint): Promise<void> {
    const call = { ...contract, functionName: "conclude", args: [disputeId] } as const;
    try {
      await send(await client.estimateContractGas({ account, ...call }), encodeFunctionData(call));
    } catch (error) {
      const reason = revertName(error);
      if (reason === undefined) throw error;
      // The head that a block is added to may be behind the clock that was asked.
      if (reason === "ChargeDisputesTooEarly") return;
    }
    waiting.delete(disputeId);
  }

  return {
    async look() {
      await findNew();
      for (const disputeId of waiting) {
        const dispute = await read(disputeId);
        const over = chain.now() > BigInt(dispute.deadline);
        if (dispute.state === OPEN && !over) await answer(disputeId, dispute);
        else if (dispute.state === ANSWERED && over) await conclude(disputeId);
        else if (dispute.state !== ANSWERED) waiting.delete(disputeId);
      }
    },
    forget() {
      newest = 0n;
      waiting.clear();
    },
  };
}
