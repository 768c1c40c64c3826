import { useHead } from "../../hooks/use-head.ts";
import { useIndexStatus } from "../../hooks/use-index-status.ts";
import { indexLag, LAG_TOLERATED } from "../../lib/index-lag.ts";
import { Banner } from "./banner.tsx";

/** Says how far the index is behind, or that it does not answer. Paid calls go on either way: they need no index. */
export function IndexBanner() {
  const { data: head } = useHead();
  const { data: status, isError } = useIndexStatus();
  if (isError)
    return (
      <Banner tone="caution">
        The index does not answer. Lists may be empty; calls and balances work as ever.
      </Banner>
    );
  if (!head || !status) return null;
  const lag = indexLag(head.number, status.block);
  if (lag <= LAG_TOLERATED) return null;
  return (
    <Banner tone="caution">
      <span>
        The index is <strong className="tabular-nums">{lag.toString()} blocks behind</strong>. What happened
        since then is not shown yet.
      </span>
    </Banner>
  );
}
