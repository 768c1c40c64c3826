import { FastForward } from "lucide-react";
import { toast } from "sonner";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useMoveTime } from "../../hooks/use-move-time.ts";
import { LOCAL_CHAIN, useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatDuration, formatTime } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Banner } from "./banner.tsx";

const STEPS = [
  { label: "+1 h", seconds: 3_600 },
  { label: "+1 d", seconds: 86_400 },
  { label: "+3 d", seconds: 259_200 },
] as const;

/** On the local chain only: moves its clock, so that thaws and maturing earnings can be seen today. */
export function TimeBar() {
  const local = useStoaConfig().chainId === LOCAL_CHAIN;
  const time = useChainTime();
  const { mutate: move, isPending } = useMoveTime();
  if (!local) return null;

  const step = (seconds: number) =>
    move(seconds, {
      onSuccess: () => toast(`The chain's clock moved ${formatDuration(seconds)} ahead`),
      onError: (error) => toast.error(problemOf(error)),
    });

  return (
    <Banner tone="neutral">
      <span className="text-xs tabular-nums">
        <span className="font-medium">Local chain</span>
        <span className="mx-2 text-ink-muted">{time ? formatTime(time) : "…"}</span>
        <span className="text-ink-muted max-md:hidden">These buttons move the local chain’s clock.</span>
      </span>
      <span className="flex items-center gap-1" role="group" aria-label="Move the local chain's clock">
        <FastForward className="me-1 size-3.5 text-ink-muted" aria-hidden />
        {STEPS.map(({ label, seconds }) => (
          <Button
            key={label}
            variant="ghost"
            size="sm"
            className="h-7 px-2 text-xs tabular-nums"
            disabled={isPending}
            onClick={() => step(seconds)}
          >
            {label}
          </Button>
        ))}
      </span>
    </Banner>
  );
}
