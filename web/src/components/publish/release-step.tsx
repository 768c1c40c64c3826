import { sha256 } from "viem";
import { Card } from "../ui/card.tsx";
import { Field, Input } from "../ui/field.tsx";
import type { StepProps } from "./details-step.tsx";

/** The version, and the hash by which anybody can check its code. The file never leaves this browser. */
export function ReleaseStep({ draft, errors, onChange }: StepProps) {
  const hashFile = async (file: File | undefined) => {
    if (file) onChange({ codeHash: sha256(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <Card className="grid grid-cols-1 gap-4 p-5 sm:grid-cols-2" aria-label="Release">
      <Field label="Version" error={errors.semver}>
        {(ids) => (
          <Input
            {...ids}
            value={draft.semver}
            onChange={(event) => onChange({ semver: event.target.value })}
          />
        )}
      </Field>
      <Field label="Where it can be had" optional hint="A package, a release page, an image.">
        {(ids) => (
          <Input {...ids} value={draft.uri} onChange={(event) => onChange({ uri: event.target.value })} />
        )}
      </Field>
      <Field label="Released artifact" hint="Hashed here in the browser; it is not uploaded.">
        {(ids) => (
          <input
            {...ids}
            aria-invalid={undefined}
            type="file"
            className="min-w-0 text-sm text-ink-muted file:me-3 file:h-9 file:rounded-lg file:border file:border-solid file:border-line-strong file:bg-surface file:px-3 file:text-sm file:font-medium file:text-ink"
            onChange={(event) => void hashFile(event.target.files?.[0])}
          />
        )}
      </Field>
      <Field label="Code hash (SHA-256)" error={errors.codeHash}>
        {(ids) => (
          <Input
            {...ids}
            placeholder="0x"
            className="font-mono text-[0.8125rem]"
            value={draft.codeHash}
            onChange={(event) => onChange({ codeHash: event.target.value.trim() })}
          />
        )}
      </Field>
    </Card>
  );
}
