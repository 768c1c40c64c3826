import { useState } from "react";
import { useMyServices } from "../../hooks/use-my-services.ts";
import { useService } from "../../hooks/use-service.ts";
import { isSameAddress } from "../../lib/format.ts";
import { evenWeights } from "../../lib/plan-weights.ts";
import type { Service } from "../../lib/service-row.ts";
import { Button } from "../ui/button.tsx";
import { Field, Input, Select } from "../ui/field.tsx";

/** One service of a plan, and its part of the price as typed, percent. */
export interface BundlePart {
  readonly id: bigint;
  readonly name: string;
  /** Whether somebody else's acceptance is needed. */
  readonly foreign: boolean;
  readonly percent: string;
}

interface BundleFieldProps {
  service: Service;
  parts: readonly BundlePart[];
  onChange: (parts: readonly BundlePart[]) => void;
  /** What is wrong with the parts. */
  error: string | undefined;
}

/** Which services share a plan's price, and how: more of one's own, and those of publishers who have to accept. */
export function BundleField({ service, parts, onChange, error }: BundleFieldProps) {
  const { data: mine = [] } = useMyServices(service.owner);
  const [name, setName] = useState("");
  const wanted = name.trim();
  const { data: found, isFetching } = useService(wanted);
  const own = mine.filter(({ id }) => !parts.some((part) => part.id === id));
  const known = parts.some((part) => part.id === found?.id);

  const add = ({ id, name: added, owner }: Pick<Service, "id" | "name" | "owner">) => {
    const next = [...parts, { id, name: added, foreign: !isSameAddress(owner, service.owner), percent: "" }];
    onChange(evenly(next));
    setName("");
  };

  return (
    <fieldset className="grid grid-cols-1 gap-3">
      <legend className="mb-1.5 text-sm font-medium">Services</legend>
      {parts.map((part, place) => (
        <div key={String(part.id)} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="min-w-0 flex-1 basis-40 text-sm [overflow-wrap:anywhere]">
            {part.name}
            {part.foreign && (
              <span className="block text-xs text-ink-muted">its publisher has to accept</span>
            )}
          </span>
          {parts.length > 1 && (
            <label className="flex items-center gap-1.5 text-sm">
              <span className="sr-only">Part of {part.name}, percent</span>
              <Input
                inputMode="decimal"
                className="w-20 text-end tabular-nums"
                aria-invalid={error !== undefined}
                value={part.percent}
                onChange={({ target }) =>
                  onChange(
                    parts.map((each) => (each.id === part.id ? { ...each, percent: target.value } : each)),
                  )
                }
              />
              %
            </label>
          )}
          {place > 0 && (
            <Button
              size="sm"
              variant="ghost"
              onClick={() => onChange(evenly(parts.filter(({ id }) => id !== part.id)))}
            >
              Remove<span className="sr-only"> {part.name}</span>
            </Button>
          )}
        </div>
      ))}
      {error && (
        <p role="alert" className="text-xs text-negative">
          {error}
        </p>
      )}
      {own.length > 0 && (
        <Field label="Add one of yours" optional>
          {(ids) => (
            <Select
              {...ids}
              value=""
              onChange={({ target }) => {
                const chosen = own.find(({ id }) => String(id) === target.value);
                if (chosen) add(chosen);
              }}
            >
              <option value="">Choose a service</option>
              {own.map(({ id, name: each }) => (
                <option key={String(id)} value={String(id)}>
                  {each}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field
        label="Add another publisher’s"
        optional
        error={
          wanted.includes("/") && !isFetching && !found
            ? "There is no service of this name."
            : known
              ? "It is in the plan already."
              : undefined
        }
        hint="Nobody can subscribe until that publisher has accepted."
      >
        {(ids) => (
          <div className="flex gap-2">
            <Input
              {...ids}
              placeholder="namespace/name"
              value={name}
              onChange={({ target }) => setName(target.value)}
            />
            <Button disabled={!found || known} onClick={() => found && add(found)}>
              Add
            </Button>
          </div>
        )}
      </Field>
    </fieldset>
  );
}

function evenly(parts: readonly BundlePart[]): BundlePart[] {
  const weights = evenWeights(parts.map(({ id }) => id));
  return parts.map((part, place) => ({ ...part, percent: String((weights[place]?.weight ?? 0) / 100) }));
}
