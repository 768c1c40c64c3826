import { OUTCOMES, parseArgument, type ArgumentContext } from "../../lib/argument-text.ts";
import type { Unit } from "../../lib/argument-unit.ts";
import { useStoaConfig, type StoaConfig } from "../../lib/config.ts";
import { CLASS_LABEL } from "../../lib/labels.ts";
import { ROLE_NAMES } from "../../lib/tiers.ts";
import { Field, Input, Select } from "../ui/field.tsx";

type Options = readonly (readonly [value: string, label: string])[];

/** What can be chosen, for units that are choices. */
function optionsOf(
  unit: Unit,
  contracts: StoaConfig["contracts"],
  context: ArgumentContext,
): Options | undefined {
  switch (unit) {
    case "class":
      return Object.values(CLASS_LABEL).map((label, place) => [String(place), label]);
    case "outcome":
      // A vote decides: the first one, that nobody did, is no outcome of it.
      return [
        ["", "Choose an outcome"],
        ...OUTCOMES.map((label, place) => [String(place), label] as const).slice(1),
      ];
    case "role":
      return [["", "Choose a role"], ...ROLE_NAMES.map(([role, label]) => [String(role), label] as const)];
    case "boolean":
      return [
        ["false", "No"],
        ["true", "Yes"],
      ];
    case "token":
      return [
        ["", "Choose a token"],
        ...[context.money, context.stoa].map(({ address, symbol }) => [address, symbol] as const),
      ];
    case "council":
      return [
        ["", "Choose a council"],
        [contracts.GrantsCouncil, "Grants council"],
        [contracts.AuditCouncil, "Audit council"],
        [contracts.GuardianCouncil, "Guardian council"],
      ];
    default:
      return undefined;
  }
}

/** What stands at the end of the field. */
function suffixOf(unit: Unit, { money, stoa, token }: ArgumentContext): string | undefined {
  switch (unit) {
    case "percent":
      return "%";
    case "duration":
      return "days";
    case "money":
      return money.symbol;
    case "stoa":
      return stoa.symbol;
    case "amount":
      return token?.symbol ?? "base units";
    default:
      return undefined;
  }
}

interface PlainArgumentProps {
  label: string;
  unit: Unit;
  type: string;
  value: string;
  context: ArgumentContext;
  onChange: (text: string) => void;
}

/** One value, as its unit is typed or chosen. Problems show once something is typed. */
export function PlainArgument({ label, unit, type, value, context, onChange }: PlainArgumentProps) {
  const { contracts } = useStoaConfig();
  const options = optionsOf(unit, contracts, context);
  const suffix = suffixOf(unit, context);
  const parsed = parseArgument(value, unit, type, context);
  const error = value !== "" && "problem" in parsed ? parsed.problem : undefined;
  return (
    <Field label={label} error={error}>
      {(ids) =>
        options ? (
          <Select {...ids} value={value} onChange={({ target }) => onChange(target.value)}>
            {options.map(([each, words]) => (
              <option key={each} value={each}>
                {words}
              </option>
            ))}
          </Select>
        ) : (
          <div className="relative">
            <Input
              {...ids}
              type={unit === "moment" ? "datetime-local" : "text"}
              inputMode={suffix ? "decimal" : undefined}
              autoComplete="off"
              spellCheck={false}
              placeholder={type === "address" || unit === "hex" ? "0x…" : undefined}
              className={suffix ? "pe-24 tabular-nums" : undefined}
              value={value}
              onChange={({ target }) => onChange(target.value)}
            />
            {suffix && (
              <span className="pointer-events-none absolute inset-y-0 end-3 flex items-center text-sm text-ink-muted">
                {suffix}
              </span>
            )}
          </div>
        )
      }
    </Field>
  );
}
