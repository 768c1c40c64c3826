import { useState } from "react";
import { toast } from "sonner";
import { getAddress, isAddress, keccak256, stringToBytes, stringToHex } from "viem";
import { treasuryAbi } from "../../../../contracts/generated.ts";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { parseArgument, tokenAt } from "../../lib/argument-text.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { bandWords, tokenAmount, type Budget } from "../../lib/treasury-words.ts";
import { PlainArgument } from "../governance/plain-argument.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

/** A payment from a budget, requested by a member of its council, which is his approval. */
export function RequestDialog({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const { contracts } = useStoaConfig();
  const context = useArgumentContext();
  const within = { ...context, token: tokenAt(budget.token, context) };
  const [to, setTo] = useState("");
  const [text, setText] = useState("");
  const [category, setCategory] = useState("");
  const [uri, setUri] = useState("");
  const { state, send } = useTransaction(`request:${budget.id}`, () => {
    toast.success("The payment is requested");
    onClose();
  });
  const parsed = parseArgument(text, "amount", "uint128", within);
  const amount = "value" in parsed ? (parsed.value as bigint) : undefined;
  const named = parseArgument(category, "name", "bytes32", within);
  const band =
    amount === undefined ? undefined : budget.bands.find(({ maxAmount }) => amount <= BigInt(maxAmount));
  const over = amount !== undefined && !band;
  const ready = amount !== undefined && amount > 0n && band && isAddress(to.trim()) && "value" in named;

  const request = () =>
    amount !== undefined &&
    void send(() =>
      contractCall({
        address: contracts.Treasury,
        abi: treasuryAbi,
        functionName: "requestPayment",
        args: [
          budget.id,
          getAddress(to.trim()),
          amount,
          {
            category: stringToHex(category.trim(), { size: 32 }),
            documentHash: keccak256(stringToBytes(uri.trim())),
            uri: uri.trim(),
          },
        ],
      }),
    );

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="Request a payment"
      description={`From budget ${budget.id}. Your request is your approval; others may have to approve as well.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <PlainArgument
          label="To"
          unit="address"
          type="address"
          value={to}
          context={within}
          onChange={setTo}
        />
        <PlainArgument
          label="Amount"
          unit="amount"
          type="uint128"
          value={text}
          context={within}
          onChange={setText}
        />
        <PlainArgument
          label="Category"
          unit="name"
          type="bytes32"
          value={category}
          context={within}
          onChange={setCategory}
        />
        <PlainArgument
          label="Where it is argued"
          unit="text"
          type="string"
          value={uri}
          context={within}
          onChange={setUri}
        />
        {band && <Notice>It takes {bandWords(band)}.</Notice>}
        {over && (
          <Notice tone="caution">
            {tokenAmount(BigInt(budget.bands.at(-1)?.maxAmount ?? 0), budget.token, context)} is the most that
            this budget pays at once. More takes a vote.
          </Notice>
        )}
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button variant="primary" busy={isBusy(state)} disabled={!ready} onClick={request}>
          Request
        </Button>
      </div>
    </Dialog>
  );
}
