import { useState } from "react";
import { useStoaConfig } from "../../lib/config.ts";
import { parseAmount } from "../../lib/format.ts";
import { Field, Input } from "../ui/field.tsx";

/** The highest price of a call. It is taken when the field is left or Enter is pressed. */
export function MaxPrice({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (max?: number) => void;
}) {
  const { token } = useStoaConfig();
  const [text, setText] = useState(value === undefined ? "" : String(value));
  const [shown, setShown] = useState(value);
  if (shown !== value) {
    setShown(value);
    setText(value === undefined ? "" : String(value));
  }
  const valid = text === "" || parseAmount(text, token) !== undefined;
  const commit = () => {
    if (valid) onChange(Number(text) > 0 ? Number(text) : undefined);
  };

  return (
    <Field
      label={<span className="text-xs text-ink-muted">Price up to ({token.symbol})</span>}
      error={valid ? undefined : "A number such as 0.05"}
    >
      {(ids) => (
        <Input
          {...ids}
          inputMode="decimal"
          placeholder="any"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => event.key === "Enter" && commit()}
        />
      )}
    </Field>
  );
}
