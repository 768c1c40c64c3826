import { Link } from "@tanstack/react-router";
import { ReceiptText, ScrollText } from "lucide-react";
import type { Address } from "viem";
import { STREAM_SCHEME } from "../../../../contracts/prepaid.ts";
import { useAccountCalls, type Call } from "../../hooks/use-account-calls.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useSession } from "../../hooks/use-session.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import { SignIn } from "../sign-in.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table, type Column } from "../ui/table.tsx";

const STATES: Record<Call["state"], { label: string; tone: Tone }> = {
  captured: { label: "Charged", tone: "positive" },
  reserved: { label: "Running", tone: "accent" },
  void: { label: "Not charged", tone: "neutral" },
};

/** A call on what was paid ahead is charged to nothing. */
function paidBy(prepaid: string): string {
  return prepaid.startsWith(STREAM_SCHEME) ? "On a stream" : "On a subscription";
}

function ServiceName({ name, id }: { name: string | null; id: bigint }) {
  const [namespace, service] = name?.split("/") ?? [];
  if (!namespace || !service) return <span>Service {id.toString()}</span>;
  return (
    <Link
      to="/services/$namespace/$name"
      params={{ namespace, name: service }}
      className="font-medium hover:text-accent hover:underline"
    >
      {name}
    </Link>
  );
}

function Calls({ payer }: { payer: Address }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccountCalls(
    payer,
    true,
  );
  if (isPending) return <Skeleton className="m-5 h-32" />;
  if (error)
    return (
      <Notice tone="negative" className="m-5">
        {problemOf(error)}
      </Notice>
    );
  const calls = data.pages.flatMap((page) => page.calls);
  if (calls.length === 0)
    return (
      <EmptyState icon={ScrollText} title="No paid calls yet" className="py-10">
        Each call that you or your agents pay for will be listed here with its price and receipt.
      </EmptyState>
    );

  const columns: Column<Call>[] = [
    {
      header: "When",
      className: "whitespace-nowrap text-ink-muted",
      cell: ({ startedAt }) => <span title={formatTime(startedAt)}>{formatRelative(startedAt, now)}</span>,
    },
    { header: "Service", cell: ({ service, serviceId }) => <ServiceName name={service} id={serviceId} /> },
    { header: "Tool", cell: ({ tool }) => <code className="font-mono text-[0.8125rem]">{tool}</code> },
    { header: "Key", cell: ({ key }) => <span className="font-mono text-xs">{shortHex(key)}</span> },
    {
      header: "State",
      cell: ({ state, reason, prepaid }) => (
        <Badge tone={STATES[state].tone} title={reason}>
          {prepaid !== undefined && state === "captured" ? paidBy(prepaid) : STATES[state].label}
        </Badge>
      ),
    },
    {
      header: "Took",
      numeric: true,
      cell: ({ latencyMs }) => (latencyMs === undefined ? "" : `${latencyMs} ms`),
    },
    {
      header: "Price",
      numeric: true,
      cell: ({ price, state }) => formatMoney(state === "void" ? 0n : price, token),
    },
    {
      header: "Receipt",
      numeric: true,
      cell: ({ callId, state }) =>
        state === "captured" && (
          <a
            href={`/v1/receipts/${callId}`}
            aria-label={`Receipt of call ${shortHex(callId)}`}
            className="inline-grid size-7 place-items-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink"
          >
            <ReceiptText className="size-4" aria-hidden />
          </a>
        ),
    },
  ];
  return (
    <>
      <Table caption="Your calls" columns={columns} rows={calls} rowKey={({ callId }) => callId} />
      {hasNextPage && (
        <div className="border-t p-3 text-center">
          <Button variant="ghost" size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            Show older calls
          </Button>
        </div>
      )}
    </>
  );
}

/** Every call of this account and what it cost; for its owner alone. */
export function CallsCard({ payer }: { payer: Address }) {
  const { signedIn, signOut } = useSession();
  return (
    <Card aria-label="Calls">
      <CardHeader
        title="Calls"
        description="What your keys called, and what each call cost."
        className="pb-3"
        actions={
          signedIn && (
            <Button variant="ghost" size="sm" onClick={() => signOut.mutate()}>
              Sign out
            </Button>
          )
        }
      />
      {signedIn ? (
        <Calls payer={payer} />
      ) : (
        <SignIn title="Sign in to see your calls">
          The gateway shows an account’s calls to its owner alone.
        </SignIn>
      )}
    </Card>
  );
}
