import { useHead } from "../../hooks/use-head.ts";
import { useIndexStatus } from "../../hooks/use-index-status.ts";
import { useStoaChain } from "../../hooks/use-stoa-chain.ts";
import { indexLag, LAG_TOLERATED } from "../../lib/index-lag.ts";
import { cn } from "../../lib/cn.ts";

function Dot({ good }: { good: boolean }) {
  return <span aria-hidden className={cn("size-1.5 rounded-full", good ? "bg-positive" : "bg-caution")} />;
}

export function Footer() {
  const chain = useStoaChain();
  const { data: head } = useHead();
  const { data: status } = useIndexStatus();
  const lag = head && status ? indexLag(head.number, status.block) : undefined;

  return (
    <footer className="mt-24 border-t">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-6 gap-y-2 px-4 py-6 text-xs text-ink-muted sm:px-6">
        <p>Stoa. An open marketplace for MCP services.</p>
        <dl className="ms-auto flex flex-wrap gap-x-5 gap-y-1 tabular-nums">
          <div className="flex items-center gap-1.5">
            <dt className="flex items-center gap-1.5">
              <Dot good={head !== undefined} /> {chain.name}
            </dt>
            <dd>{head ? `block ${head.number}` : "no answer"}</dd>
          </div>
          <div className="flex items-center gap-1.5">
            <dt className="flex items-center gap-1.5">
              <Dot good={lag !== undefined && lag <= LAG_TOLERATED} /> Index
            </dt>
            <dd>
              {lag === undefined ? "no answer" : lag <= LAG_TOLERATED ? "up to date" : `${lag} blocks behind`}
            </dd>
          </div>
        </dl>
        <a className="underline-offset-4 hover:text-ink hover:underline" href="/graphql">
          GraphQL
        </a>
      </div>
    </footer>
  );
}
