import { useState } from "react";
import { useCreateKey } from "../../hooks/use-create-key.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { isUserRejection, problemOf } from "../../lib/errors.ts";
import { formatMoney, parseAmount } from "../../lib/format.ts";
import type { StoredKey } from "../../lib/session-keys.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Preview } from "../preview.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

const LIVES = [
  { label: "1 day", seconds: 86_400n },
  { label: "7 days", seconds: 604_800n },
  { label: "30 days", seconds: 2_592_000n },
] as const;

interface CreateKeyFormProps {
  /** True for the key this browser pays with; false for an agent's, which is shown once. */
  keepHere: boolean;
  onCreated?: (key: StoredKey, privateKey: `0x${string}`) => void;
}

/** Asks how much, how long and how much per call, then for one signature. */
export function CreateKeyForm({ keepHere, onCreated }: CreateKeyFormProps) {
  const { token } = useStoaConfig();
  const { mutate: create, isPending, error } = useCreateKey();
  const [name, setName] = useState(keepHere ? "This browser" : "");
  const [cap, setCap] = useState(keepHere ? "5" : "10");
  const [perCall, setPerCall] = useState("");
  const [life, setLife] = useState(1);
  const capUnits = parseAmount(cap, token) ?? 0n;
  const perCallUnits = perCall === "" ? undefined : parseAmount(perCall, token);
  const ready =
    amountProblem(cap, token, {}) === undefined &&
    (perCall === "" || amountProblem(perCall, token, {}) === undefined) &&
    name.trim() !== "";
  const chosen = LIVES[life] ?? LIVES[1];

  return (
    <form
      className="grid grid-cols-1 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        create(
          { name: name.trim(), cap: capUnits, maxPerCall: perCallUnits, life: chosen.seconds, keepHere },
          { onSuccess: ({ key, privateKey }) => onCreated?.(key, privateKey) },
        );
      }}
    >
      {!keepHere && (
        <Field label="Name" hint="To tell your agents apart. Only you see it.">
          {(ids) => (
            <Input
              {...ids}
              placeholder="research agent"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      <div className="grid grid-cols-2 gap-3">
        <AmountField label="Cap" value={cap} onChange={setCap} />
        <Field label="Ends after">
          {(ids) => (
            <Select {...ids} value={life} onChange={(event) => setLife(Number(event.target.value))}>
              {LIVES.map(({ label }, index) => (
                <option key={label} value={index}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <AmountField label="Most for one call" value={perCall} onChange={setPerCall} optional />
      <Preview
        rows={[
          ["You sign", "one grant; no transaction, no gas"],
          ["The key may spend", `${formatMoney(capUnits, token)} in all, at this gateway`],
          ["If it leaks", "its cap is the most you can lose; revoke it any time"],
        ]}
      />
      {error && !isUserRejection(error) && (
        <Notice tone="negative" title="The key was not made">
          {problemOf(error)}
        </Notice>
      )}
      <Button type="submit" variant="primary" busy={isPending} disabled={!ready}>
        {isPending ? "Confirm in your wallet" : "Create key"}
      </Button>
    </form>
  );
}
