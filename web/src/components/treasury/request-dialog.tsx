import { useState } from "react";
import { toast } from "sonner";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { tokenAt } from "../../lib/argument-text.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { EMPTY_REQUEST, requestCall, totalOf, type RequestDraft } from "../../lib/request-draft.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import {
  bandWords,
  REQUEST_KIND_LABEL,
  tokenAmount,
  type Budget,
  type TreasuryRequest,
} from "../../lib/treasury-words.ts";
import { PlainArgument } from "../governance/plain-argument.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { MilestoneFields } from "./milestone-fields.tsx";
import { StreamFields } from "./stream-fields.tsx";

/** In what way the money leaves, by kind. */
const WAYS: Record<TreasuryRequest["kind"], string> = {
  payment: "All at once.",
  grant: "In milestones: the sum is approved first, then each milestone as a payment of its own.",
  stream: "By the second, from its start to its end. Anybody can have it paid out.",
};

/** Money from a budget, requested by a member of its council, which is his approval. */
export function RequestDialog({ budget, onClose }: { budget: Budget; onClose: () => void }) {
  const { contracts } = useStoaConfig();
  const context = useArgumentContext();
  const within = { ...context, token: tokenAt(budget.token, context) };
  const now = useChainTime() ?? 0n;
  const [draft, setDraft] = useState<RequestDraft>(EMPTY_REQUEST);
  const change = (changed: Partial<RequestDraft>) => setDraft({ ...draft, ...changed });
  const { state, send } = useTransaction(`request:${budget.id}`, () => {
    toast.success("It is requested");
    onClose();
  });
  const total = totalOf(draft, within);
  const band =
    total === undefined ? undefined : budget.bands.find(({ maxAmount }) => total <= BigInt(maxAmount));
  const call = band && requestCall(draft, budget.id, contracts.Treasury, within, now);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title="New request"
      description={`From budget ${budget.id}. Your request is your approval; others may have to approve as well.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <Field label="Kind" hint={WAYS[draft.kind]}>
          {(ids) => (
            <Select
              {...ids}
              value={draft.kind}
              onChange={({ target }) => change({ kind: target.value as RequestDraft["kind"] })}
            >
              {Object.entries(REQUEST_KIND_LABEL).map(([kind, label]) => (
                <option key={kind} value={kind}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <PlainArgument
          label="To"
          unit="address"
          type="address"
          value={draft.to}
          context={within}
          onChange={(to) => change({ to })}
        />
        {draft.kind === "payment" && (
          <PlainArgument
            label="Amount"
            unit="amount"
            type="uint128"
            value={draft.amount}
            context={within}
            onChange={(amount) => change({ amount })}
          />
        )}
        {draft.kind === "grant" && (
          <MilestoneFields
            milestones={draft.milestones}
            context={within}
            onChange={(milestones) => change({ milestones })}
          />
        )}
        {draft.kind === "stream" && (
          <StreamFields draft={draft} token={budget.token} context={within} now={now} onChange={change} />
        )}
        <PlainArgument
          label="Category"
          unit="name"
          type="bytes32"
          value={draft.category}
          context={within}
          onChange={(category) => change({ category })}
        />
        <PlainArgument
          label="Where it is argued"
          unit="text"
          type="string"
          value={draft.uri}
          context={within}
          onChange={(uri) => change({ uri })}
        />
        {total !== undefined && band && (
          <Notice>
            {tokenAmount(total, budget.token, within)} in all takes {bandWords(band)}.
          </Notice>
        )}
        {total !== undefined && !band && (
          <Notice tone="caution">
            {tokenAmount(BigInt(budget.bands.at(-1)?.maxAmount ?? 0), budget.token, within)} is the most that
            this budget pays at once. More takes a vote.
          </Notice>
        )}
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={!call}
          onClick={() => call && void send(() => call)}
        >
          Request
        </Button>
      </div>
    </Dialog>
  );
}
