import type { ReactNode } from "react";
import { isBusy, type TransactionState } from "../../lib/transaction-state.ts";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface Way {
  readonly state: TransactionState;
  readonly send: () => void;
}

interface EndDialogProps {
  title: string;
  description: string;
  rows: readonly (readonly [label: string, value: ReactNode])[];
  action: string;
  /** Signed, and sent by the gateway at its gas; undefined where it is not this gateway's. */
  relay: Way | undefined;
  /** A transaction of the payer's own. */
  own: Way;
  onClose: () => void;
}

/** Ends what was paid ahead. Whoever has no gas, and whoever does not trust the gateway to send it, can leave all the same. */
export function EndDialog({ title, description, rows, action, relay, own, onClose }: EndDialogProps) {
  const main = relay ?? own;
  const shown = own.state.step === "idle" || isBusy(main.state) ? main.state : own.state;
  const busy = isBusy(own.state) || isBusy(main.state);
  return (
    <Dialog open onOpenChange={onClose} dismissible={!busy} title={title} description={description}>
      <div className="grid grid-cols-1 gap-4">
        <Preview
          rows={[
            ...rows,
            ["You sign", relay ? "one message; the gateway sends it and pays the gas" : "one transaction"],
          ]}
        />
        {shown.step !== "indexed" && <TransactionStatus state={shown} />}
        <Button variant="danger" size="lg" busy={busy} onClick={main.send}>
          {action}
        </Button>
        {relay && (
          <button
            type="button"
            disabled={busy}
            className="min-h-6 justify-self-center rounded-md text-sm text-accent hover:underline disabled:opacity-50"
            onClick={own.send}
          >
            Send it yourself instead
          </button>
        )}
      </div>
    </Dialog>
  );
}
