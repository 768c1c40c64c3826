import { useState } from "react";
import type { Address } from "viem";
import type { PaySource, Sources } from "../../hooks/use-sources.ts";
import { cn } from "../../lib/cn.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import { CountingNotice } from "./counting-notice.tsx";
import { DepositDialog } from "./deposit-dialog.tsx";
import { Faucet } from "./faucet.tsx";

interface PayFromFieldProps {
  payer: Address;
  sources: Sources;
  value: PaySource;
  onChange: (source: PaySource) => void;
  /** What each way means, below its balance. */
  words: Record<PaySource, string>;
  /** Token base units that are needed at once. */
  needed: bigint;
}

/** Chooses between the account at the gateway and the wallet; says what is short, and where more comes from. */
export function PayFromField({ payer, sources, value, onChange, words, needed }: PayFromFieldProps) {
  const { token } = useStoaConfig();
  const [depositing, setDepositing] = useState(false);
  const held = sources[value];
  const isShort = held !== undefined && held < needed;
  const choices = [
    { source: "account", label: "Account at this gateway" },
    { source: "wallet", label: "Wallet" },
  ] as const;
  return (
    <div className="grid grid-cols-1 gap-3">
      <fieldset className="grid grid-cols-1 gap-2">
        <legend className="mb-1.5 text-sm font-medium">Pay from</legend>
        {choices.map(({ source, label }) => (
          <label
            key={source}
            className={cn(
              "grid cursor-pointer grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 rounded-lg border p-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-accent",
              value === source ? "border-ink" : "border-line-strong hover:border-ink-muted",
            )}
          >
            <input
              type="radio"
              name="pay-from"
              className="accent-(--ink)"
              checked={value === source}
              onChange={() => onChange(source)}
            />
            <span className="font-medium">{label}</span>
            <span className="tabular-nums">
              {sources[source] === undefined ? "…" : formatMoney(sources[source], token)}
            </span>
            <span className="col-span-2 col-start-2 mt-0.5 text-xs text-ink-muted">{words[source]}</span>
          </label>
        ))}
      </fieldset>
      {value === "account" && <CountingNotice payer={payer} />}
      {isShort && (
        <>
          <Notice tone="caution">
            {value === "account"
              ? `Your account can spend ${formatMoney(held, token)} of the ${formatMoney(needed, token)} needed.`
              : `Your wallet holds ${formatMoney(held, token)} of the ${formatMoney(needed, token)} needed.`}
          </Notice>
          {value === "account" ? (
            <Button size="sm" className="justify-self-start" onClick={() => setDepositing(true)}>
              Deposit
            </Button>
          ) : (
            <Faucet owner={payer} />
          )}
        </>
      )}
      <DepositDialog payer={payer} open={depositing} onOpenChange={setDepositing} />
    </div>
  );
}
