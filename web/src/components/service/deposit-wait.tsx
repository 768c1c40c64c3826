import { useStoaConfig } from "../../lib/config.ts";
import { moreBlocks, type Counting } from "../../lib/counting.ts";
import { formatMoney } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Why a call has not gone out yet: its deposit lacks blocks. It goes by itself. */
export function DepositWait({ waiting, onStop }: { waiting: Counting; onStop: () => void }) {
  const { token } = useStoaConfig();
  return (
    <Notice title="Waiting for your deposit">
      <p>
        {formatMoney(waiting.uncounted, token)} counts at this gateway after {moreBlocks(waiting.blocks)}. The
        call is then sent by itself.
      </p>
      <Button size="sm" className="mt-2.5" onClick={onStop}>
        Do not wait
      </Button>
    </Notice>
  );
}
