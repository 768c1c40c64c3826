import type { ReactNode } from "react";
import { useStoaConfig } from "../lib/config.ts";
import { formatAmount, formatMoney, parseAmount } from "../lib/format.ts";
import { Field, Input } from "./ui/field.tsx";

interface AmountFieldProps {
  label: string;
  value: string;
  onChange: (text: string) => void;
  hint?: ReactNode;
  /** Base units; more than this is an error, and a button fills it in. */
  most?: bigint | undefined;
  /** Base units; less than this is an error. */
  least?: bigint | undefined;
  optional?: boolean;
}

/** What is wrong with an amount as typed; undefined when it can be used. */
export function amountProblem(
  text: string,
  token: { symbol: string; decimals: number },
  { most, least = 1n }: { most?: bigint | undefined; least?: bigint | undefined },
): string | undefined {
  const amount = parseAmount(text, token);
  if (amount === undefined) return `A number with at most ${token.decimals} decimals is needed.`;
  if (amount < least) return `${formatMoney(least, token)} at least.`;
  if (most !== undefined && amount > most) return `${formatMoney(most, token)} at most.`;
  return undefined;
}

/** An amount of the token. Problems show once something is typed. */
export function AmountField({ label, value, onChange, hint, most, least, optional }: AmountFieldProps) {
  const { token } = useStoaConfig();
  const error = value === "" ? undefined : amountProblem(value, token, { most, least });
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      {(ids) => (
        <div className="relative">
          <Input
            {...ids}
            inputMode="decimal"
            autoComplete="off"
            placeholder="0.00"
            className="pe-28 tabular-nums"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center gap-2 text-sm text-ink-muted">
            {most !== undefined && most > 0n && (
              <button
                type="button"
                className="pointer-events-auto min-h-6 rounded-md px-1.5 text-xs font-medium text-accent hover:underline"
                onClick={() => onChange(formatAmount(most, token).replaceAll(",", ""))}
              >
                Max
              </button>
            )}
            {token.symbol}
          </span>
        </div>
      )}
    </Field>
  );
}
