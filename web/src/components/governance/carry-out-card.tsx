import { toast } from "sonner";
import type { Address } from "viem";
import { stoaGovernorAbi } from "../../../../contracts/generated.ts";
import type { ProposalState } from "../../../../indexer/proposal-state.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatRelative, isSameAddress } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { proposalContent } from "../../lib/proposal-content.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

type Step = "queue" | "execute" | "cancel";
type Proposal = typeof schema.proposal.$inferSelect;

const STEPS: Record<Step, { title: string; description: string; button: string; done: string }> = {
  queue: {
    title: "It has passed",
    description: "Anybody can queue it now. Then it waits, so that everybody can see it coming.",
    button: "Queue",
    done: "The proposal is queued",
  },
  execute: {
    title: "It is due",
    description: "Anybody can execute it now.",
    button: "Execute",
    done: "The proposal is executed",
  },
  cancel: {
    title: "Your proposal",
    description: "Until the vote begins you can take it back.",
    button: "Cancel the proposal",
    done: "The proposal is cancelled",
  },
};

interface CarryOutCardProps {
  proposal: Proposal;
  state: ProposalState;
  account: Address;
  /** Chain time, Unix seconds. */
  now: bigint;
}

/** What can be done with a proposal now, beside voting; nothing while it only takes time. */
export function CarryOutCard({ proposal, state, account, now }: CarryOutCardProps) {
  const step = dueStep(proposal, state, account);
  return step && <StepCard key={step} step={step} proposal={proposal} now={now} />;
}

function dueStep({ proposer }: Proposal, state: ProposalState, account: Address): Step | undefined {
  if (state === "succeeded") return "queue";
  if (state === "queued") return "execute";
  return state === "pending" && isSameAddress(proposer, account) ? "cancel" : undefined;
}

function StepCard({ step, proposal, now }: { step: Step; proposal: Proposal; now: bigint }) {
  const { contracts } = useStoaConfig();
  const { title, description, button, done } = STEPS[step];
  const { id, eta } = proposal;
  const { state, send } = useTransaction(`${step}:${id}`, () => toast.success(done));
  const waits = step === "execute" && eta !== null && now < eta;

  const carryOut = () =>
    void send(() =>
      contractCall({
        address: contracts.StoaGovernor,
        abi: stoaGovernorAbi,
        functionName: step,
        args: proposalContent(proposal),
      }),
    );

  return (
    <Card aria-label="What is due" className="pb-5">
      <CardHeader
        title={waits ? "It waits" : title}
        description={waits ? `It can be executed ${formatRelative(eta, now)}.` : description}
        actions={
          <Button
            variant={step === "cancel" ? "danger" : "primary"}
            busy={isBusy(state)}
            disabled={waits}
            onClick={carryOut}
          >
            {button}
          </Button>
        }
      />
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
