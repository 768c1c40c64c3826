import { useNavigate } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { stoaGovernorAbi } from "../../../../contracts/generated.ts";
import { useArgumentContext } from "../../hooks/use-argument-context.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { RawCall } from "../../lib/call-words.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { draftCalls, firstCall } from "../../lib/proposal-draft.ts";
import { describe } from "../../lib/proposal-words.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Input, Textarea } from "../ui/field.tsx";
import { CallsCard } from "./calls-card.tsx";
import { DraftCallCard } from "./draft-call-card.tsx";
import { DraftTierCard, useCanPropose } from "./draft-tier-card.tsx";

const NO_CALLS: readonly RawCall[] = [];

/** The builder of a proposal: calls from typed forms, and how they would be voted beside them. */
export function NewProposal({ account }: { account: Address }) {
  const { contracts } = useStoaConfig();
  const context = useArgumentContext();
  const navigate = useNavigate();
  const [drafts, setDrafts] = useState(() => [firstCall(0)]);
  const [added, setAdded] = useState(1);
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  const calls = useMemo(
    () => draftCalls(drafts, contracts, context) ?? NO_CALLS,
    [drafts, contracts, context],
  );
  const { canPropose } = useCanPropose(account, calls);
  const { state, send } = useTransaction(`propose:${account}`, () => {
    toast.success("Your proposal is made");
    void navigate({ to: "/governance" });
  });

  const propose = () =>
    void send(() =>
      contractCall({
        address: contracts.StoaGovernor,
        abi: stoaGovernorAbi,
        functionName: "propose",
        args: [
          calls.map(({ target }) => target),
          calls.map(() => 0n),
          calls.map(({ data }) => data),
          describe(title, body),
        ],
      }),
    );

  return (
    <div className="grid grid-cols-1 gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="grid min-w-0 grid-cols-1 content-start gap-5">
        {drafts.map((draft, index) => (
          <DraftCallCard
            key={draft.key}
            call={draft}
            place={index + 1}
            onChange={(next) => setDrafts(drafts.with(index, next))}
            onRemove={drafts.length > 1 ? () => setDrafts(drafts.toSpliced(index, 1)) : undefined}
          />
        ))}
        <Button
          className="w-fit"
          onClick={() => {
            setDrafts([...drafts, firstCall(added)]);
            setAdded(added + 1);
          }}
        >
          <Plus aria-hidden /> Another change
        </Button>
        <Card aria-label="In words" className="pb-5">
          <CardHeader
            title="In words"
            description="What it is for. It stands on the chain as you write it."
          />
          <div className="grid grid-cols-1 gap-4 px-5 pt-4">
            <Field label="Title">
              {(ids) => <Input {...ids} value={title} onChange={({ target }) => setTitle(target.value)} />}
            </Field>
            <Field label="Description" optional>
              {(ids) => (
                <Textarea
                  {...ids}
                  className="min-h-40"
                  value={body}
                  onChange={({ target }) => setBody(target.value)}
                />
              )}
            </Field>
          </div>
        </Card>
      </div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-5">
        <DraftTierCard account={account} calls={calls} />
        {calls.length > 0 && <CallsCard calls={calls} />}
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          size="lg"
          busy={isBusy(state)}
          disabled={calls.length === 0 || title.trim() === "" || canPropose !== true}
          onClick={propose}
        >
          Propose
        </Button>
      </div>
    </div>
  );
}
