import { Users } from "lucide-react";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useMembers } from "../../hooks/use-members.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime } from "../../lib/format.ts";
import { levelWords } from "../../lib/membership.ts";
import { AddressText } from "../address-text.tsx";
import { Badge } from "../ui/badge.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";

/** Who has a voice, and how loud. */
export function MemberList() {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: members, error } = useMembers();
  if (error)
    return (
      <Notice tone="negative" title="The members could not be read">
        {problemOf(error)}
      </Notice>
    );
  if (!members)
    return (
      <div aria-busy="true">
        <Skeleton className="h-48 w-full rounded-xl" />
      </div>
    );
  if (members.length === 0)
    return (
      <EmptyState icon={Users} title="No member yet" className="rounded-xl border border-dashed">
        Until there are members, only a large majority of power passes a proposal.
      </EmptyState>
    );
  const heard = members.filter(({ since, exitAt }) => exitAt === null && since !== null && since <= now);
  return (
    <Card aria-label="Members" className="overflow-hidden">
      <CardHeader
        title={members.length === 1 ? "1 member" : `${members.length} members`}
        description={`${heard.length} of them ${heard.length === 1 ? "is" : "are"} heard now. A voice counts 30 days after its enrolment.`}
        className="pb-4"
      />
      <Table
        className="border-t"
        caption="Members"
        rows={members}
        rowKey={({ account }) => account}
        columns={[
          { header: "Member", cell: ({ account }) => <AddressText address={account} copy /> },
          { header: "Voice", cell: ({ multiplierBps }) => levelWords(multiplierBps) },
          {
            header: "Counts",
            cell: ({ since, exitAt }) =>
              exitAt !== null ? (
                <Badge tone="caution" title={`Can be gone from ${formatTime(exitAt)} on`}>
                  Leaving
                </Badge>
              ) : since !== null && since > now ? (
                <span title={formatTime(since)}>{formatRelative(since, now)}</span>
              ) : (
                <Badge tone="positive">Now</Badge>
              ),
          },
          { header: "Fees counted", numeric: true, cell: ({ fees }) => formatMoney(fees, token) },
        ]}
      />
    </Card>
  );
}
