import { toast } from "sonner";
import type { Address } from "viem";
import { escrowVaultAbi } from "../../../../contracts/generated.ts";
import { useSessionKeys } from "../../hooks/use-session-keys.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, formatTime, shortHex } from "../../lib/format.ts";
import type { KeyState, ListedKey } from "../../lib/key-list.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Meter } from "../ui/meter.tsx";

const STATES: Record<KeyState, { label: string; tone: Tone }> = {
  active: { label: "Active", tone: "positive" },
  ended: { label: "Ended", tone: "neutral" },
  revoked: { label: "Revoked", tone: "negative" },
};

export function KeyRow({ payer, entry, now }: { payer: Address; entry: ListedKey; now: bigint }) {
  const { contracts, gateway, token } = useStoaConfig();
  const { store } = useSessionKeys(payer);
  const { key, name, cap, spent, state: keyState, validBefore, here, maxPerCall } = entry;
  const { label, tone } = STATES[keyState];
  const { state, send } = useTransaction(`revoke:${key}`, () => toast.success("The key is revoked"));
  const revoke = () =>
    send(() =>
      contractCall({
        address: contracts.EscrowVault,
        abi: escrowVaultAbi,
        functionName: "revokeKey",
        args: [gateway, key],
      }),
    );

  return (
    <li className="grid grid-cols-1 gap-3 px-5 py-4">
      <div className="grid items-center gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1.2fr)_minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
            {name ?? "Key of another device"} <Badge tone={tone}>{label}</Badge>
            {here && <Badge tone="accent">In this browser</Badge>}
          </p>
          <p className="mt-0.5 flex items-center gap-1 font-mono text-xs text-ink-muted" title={key}>
            {shortHex(key, 6)} <CopyButton text={key} label={`Copy key address ${key}`} className="size-6" />
          </p>
        </div>
        <div className="min-w-0 text-xs text-ink-muted tabular-nums">
          <p className="mb-1.5">
            <span className="text-ink">{formatMoney(spent, token)}</span> of {formatMoney(cap, token)} spent
          </p>
          <Meter label={`Spent by ${name ?? shortHex(key)}`} value={spent} most={cap} />
          <p className="mt-1.5" title={formatTime(validBefore)}>
            {keyState === "active"
              ? `Ends ${formatRelative(validBefore, now)}`
              : `Until ${formatTime(validBefore)}`}
            {maxPerCall > 0n && `, at most ${formatMoney(maxPerCall, token)} a call`}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          {keyState === "active" && (
            <Button variant="danger" size="sm" busy={isBusy(state)} onClick={() => void revoke()}>
              Revoke
            </Button>
          )}
          {keyState !== "active" && name !== undefined && (
            <Button variant="ghost" size="sm" onClick={() => store.remove(key)}>
              Forget
            </Button>
          )}
        </div>
      </div>
      {state.step !== "indexed" && <TransactionStatus state={state} />}
    </li>
  );
}
