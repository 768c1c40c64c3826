import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { Address, Hex } from "viem";
import { useIndexedKeys } from "../../hooks/use-account-history.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useSessionKeys } from "../../hooks/use-session-keys.ts";
import { listKeys } from "../../lib/key-list.ts";
import type { StoredKey } from "../../lib/session-keys.ts";
import { CreateKeyForm } from "../keys/create-key-form.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { KeyRow } from "./key-row.tsx";
import { NewKey } from "./new-key.tsx";

/** Agents' keys: what each may spend, what it spent, and how to end it. */
export function KeysCard({ payer }: { payer: Address }) {
  const now = useChainTime() ?? 0n;
  const { keys: stored } = useSessionKeys(payer);
  const { data: indexed = [] } = useIndexedKeys(payer);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ key: StoredKey; privateKey: Hex }>();
  const keys = listKeys(stored, indexed, now);

  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setMade(undefined);
  };

  return (
    <Card aria-label="Agents' keys">
      <CardHeader
        title="Agents’ keys"
        description="A key lets a program pay from your balance, up to a cap and until a date. You sign once for each."
        actions={
          <Button size="sm" onClick={() => setOpen(true)}>
            <Plus aria-hidden /> New key
          </Button>
        }
      />
      {keys.length === 0 ? (
        <EmptyState icon={KeyRound} title="No keys yet" className="py-10">
          Make one for an agent, or try a paid tool: the site makes one for this browser.
        </EmptyState>
      ) : (
        <ul className="mt-3 divide-y border-t">
          {keys.map((entry) => (
            <KeyRow key={entry.key} payer={payer} entry={entry} now={now} />
          ))}
        </ul>
      )}
      <Dialog
        open={open}
        onOpenChange={change}
        dismissible={!made}
        title={made ? "Your agent’s key" : "New key for an agent"}
        description={
          made
            ? "Copy it now: it is shown this once and kept nowhere."
            : "The key itself can only pay services through this gateway. It cannot withdraw."
        }
        className="sm:w-[34rem]"
      >
        {made ? (
          <NewKey made={made.key} privateKey={made.privateKey} onDone={() => change(false)} />
        ) : (
          <CreateKeyForm keepHere={false} onCreated={(key, privateKey) => setMade({ key, privateKey })} />
        )}
      </Dialog>
    </Card>
  );
}
