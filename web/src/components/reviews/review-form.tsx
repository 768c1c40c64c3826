import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useHasPaid } from "../../hooks/use-has-paid.ts";
import { useReviewCall } from "../../hooks/use-review-call.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { statementProblem } from "../../lib/evidence.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { StatementField } from "../statement-field.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { StarsField } from "./stars.tsx";

/** Reviews a service in the open. What its author has paid in fees is counted in the same transaction. */
export function ReviewForm({ serviceId, payer }: { serviceId: bigint; payer: Address }) {
  const [stars, setStars] = useState(0);
  const [text, setText] = useState("");
  const prepare = useReviewCall(serviceId, payer);
  const hasPaid = useHasPaid(serviceId, payer);
  const { state, send } = useTransaction(`review:${serviceId}`, () => {
    toast.success("Your review is on the chain");
    setStars(0);
    setText("");
  });
  return (
    <Card aria-label="Your review" className="pb-5">
      <CardHeader
        title="Your review"
        description="In the open, under your address. It weighs the fees that you have paid for this service and not reviewed yet."
      />
      <div className="mt-4 grid grid-cols-1 gap-4 px-5">
        {hasPaid === false && (
          <Notice tone="caution">
            The chain knows of no fee of this wallet’s for the service yet, so the review would weigh nothing.
            Calls count once the gateway has claimed them, and what was paid ahead once it is passed on.
          </Notice>
        )}
        <StarsField value={stars} onChange={setStars} />
        <StatementField
          label="What you found"
          value={text}
          onChange={setText}
          hint="Stays on the chain for everybody to read."
        />
        {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          className="justify-self-start"
          busy={isBusy(state)}
          disabled={!prepare || stars === 0 || statementProblem(text) !== undefined}
          onClick={() => prepare && void send(() => prepare(stars, text.trim()))}
        >
          Review
        </Button>
      </div>
    </Card>
  );
}
