import { Logo } from "../logo.tsx";
import { Button } from "../ui/button.tsx";

interface UnreachableProps {
  problem: string;
  busy: boolean;
  onRetry: () => void;
}

/** The whole page, when the gateway did not say which chain this is. */
export function Unreachable({ problem, busy, onRetry }: UnreachableProps) {
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 px-6 text-center">
      <Logo className="size-9 text-ink-muted" />
      <h1 className="font-display text-2xl">The gateway does not answer</h1>
      <p className="max-w-md text-sm text-ink-muted">
        This site gets everything from its gateway. Check that it is running, then try again. It said:{" "}
        {problem}
      </p>
      <Button variant="primary" busy={busy} onClick={onRetry}>
        Try again
      </Button>
    </main>
  );
}
