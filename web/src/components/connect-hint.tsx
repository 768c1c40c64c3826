import { openWalletDialog } from "../lib/wallet-dialog.ts";
import { Button } from "./ui/button.tsx";

/** Says what a wallet would be for, to a visitor who has connected none. */
export function ConnectHint({ purpose }: { purpose: string }) {
  return (
    <p className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
      <Button size="sm" onClick={openWalletDialog}>
        Connect wallet
      </Button>
      {purpose}
    </p>
  );
}
