import { Link } from "@tanstack/react-router";
import { toast } from "sonner";
import { encodeFunctionData, type Address } from "viem";
import { councilAbi, stoaGovernorAbi } from "../../../../contracts/generated.ts";
import type { ProposalState } from "../../../../indexer/proposal-state.ts";
import { useGuardian } from "../../hooks/use-governor.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useCouncils } from "../../hooks/use-treasury.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isSameAddress } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { proposalContent } from "../../lib/proposal-content.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";

const STOPPABLE: readonly ProposalState[] = ["pending", "active", "succeeded", "queued"];

interface GuardianCardProps {
  proposal: typeof schema.proposal.$inferSelect;
  state: ProposalState;
  account: Address;
}

/** For members of the council that guards proposals: they can ask it to cancel this one. Nothing for others. */
export function GuardianCard({ proposal, state, account }: GuardianCardProps) {
  const { contracts } = useStoaConfig();
  const { data: guardian } = useGuardian();
  const { data: councils = [] } = useCouncils();
  const sending = useTransaction(`guard:${proposal.id}`, () => toast.success("The council can decide on it"));
  const council = councils.find(({ address }) => isSameAddress(address, guardian));
  const member = council?.members.some((each) => isSameAddress(each, account)) ?? false;
  if (!council || !member || !STOPPABLE.includes(state)) return null;

  const ask = () =>
    void sending.send(() =>
      contractCall({
        address: council.address,
        abi: councilAbi,
        functionName: "propose",
        args: [
          contracts.StoaGovernor,
          encodeFunctionData({
            abi: stoaGovernorAbi,
            functionName: "cancel",
            args: proposalContent(proposal),
          }),
        ],
      }),
    );

  return (
    <Card aria-label="The guardian" className="pb-5">
      <CardHeader
        title="You guard proposals"
        description={
          <>
            Your council can cancel this one until it is executed.{" "}
            {`${council.threshold} of ${council.members.length} members must approve, at `}
            <Link to="/governance/treasury" className="text-accent underline underline-offset-4">
              Councils
            </Link>
            .
          </>
        }
        actions={
          <Button variant="danger" busy={isBusy(sending.state)} onClick={ask}>
            Ask the council to cancel
          </Button>
        }
      />
      {sending.state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={sending.state} />
        </div>
      )}
    </Card>
  );
}
