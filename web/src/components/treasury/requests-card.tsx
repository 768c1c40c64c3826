import { useConnection } from "wagmi";
import { useBudgets, useCouncils, useOwnApprovals, useTreasuryRequests } from "../../hooks/use-treasury.ts";
import { isSameAddress } from "../../lib/format.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { RequestItem } from "./request-item.tsx";

/** What councils have asked for, and what came of it. */
export function RequestsCard() {
  const { address } = useConnection();
  const { data: requests = [] } = useTreasuryRequests();
  const { data: budgets = [] } = useBudgets();
  const { data: councils = [] } = useCouncils();
  const { data: approved = [] } = useOwnApprovals(address);
  return (
    <Card aria-label="Requests" className="overflow-hidden">
      <CardHeader
        title="Requests"
        description={
          requests.length === 0
            ? "No council has asked for anything yet."
            : "Payments, grants and streams, newest first."
        }
        className="pb-4"
      />
      {requests.length > 0 && (
        <ul className="divide-y border-t">
          {requests.map((request) => {
            const budget = budgets.find(({ id }) => id === request.budgetId);
            const council = councils.find((each) => isSameAddress(each.address, budget?.council));
            const member = council?.members.some((each) => isSameAddress(each, address)) ?? false;
            return (
              budget && (
                <RequestItem
                  key={String(request.id)}
                  request={request}
                  budget={budget}
                  account={address}
                  member={member}
                  canApprove={member && !approved.some(({ requestId }) => requestId === request.id)}
                />
              )
            );
          })}
        </ul>
      )}
    </Card>
  );
}
