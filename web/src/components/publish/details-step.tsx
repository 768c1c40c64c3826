import { CATEGORIES, LANGUAGES } from "../../../../contracts/manifest.ts";
import { titleCase } from "../../lib/labels.ts";
import type { DraftErrors, ListingDraft } from "../../lib/listing-draft.ts";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field, Input, Select } from "../ui/field.tsx";

const LICENSES = ["MIT", "Apache-2.0", "GPL-3.0-only", "AGPL-3.0-only", "BSD-3-Clause", "Proprietary"];

export interface StepProps {
  draft: ListingDraft;
  errors: DraftErrors;
  onChange: (change: Partial<ListingDraft>) => void;
}

/** What people read on the card. The name is fixed when the service has one already. */
export function DetailsStep({
  draft,
  errors,
  onChange,
  nameFixed = false,
}: StepProps & { nameFixed?: boolean }) {
  const toggle = (category: ListingDraft["categories"][number], chosen: boolean) =>
    onChange({
      categories: chosen
        ? [...draft.categories, category]
        : draft.categories.filter((candidate) => candidate !== category),
    });

  return (
    <Card className="grid grid-cols-1 gap-4 p-5 sm:grid-cols-2" aria-label="Details">
      <Field
        label="Name"
        error={errors.name}
        hint="namespace/name, for example acme/weather. The first to use a namespace holds it."
      >
        {(ids) => (
          <Input
            {...ids}
            disabled={nameFixed}
            className="font-mono text-[0.8125rem]"
            placeholder="acme/weather"
            value={draft.name}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label="Title" optional error={errors.title}>
        {(ids) => (
          <Input
            {...ids}
            maxLength={100}
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Description"
        className="sm:col-span-2"
        error={errors.description}
        hint={`${draft.description.length} of 100 characters`}
      >
        {(ids) => (
          <Input
            {...ids}
            maxLength={100}
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <fieldset className="sm:col-span-2">
        <legend className="mb-1.5 text-sm font-medium">Categories</legend>
        <div className="grid grid-cols-2 gap-x-6 sm:grid-cols-3">
          {CATEGORIES.map((category) => (
            <Checkbox
              key={category}
              checked={draft.categories.includes(category)}
              onCheckedChange={(chosen) => toggle(category, chosen)}
            >
              {titleCase(category)}
            </Checkbox>
          ))}
        </div>
        {errors.categories && (
          <p role="alert" className="mt-1 text-xs text-negative">
            {errors.categories}
          </p>
        )}
      </fieldset>
      <Field label="Language">
        {(ids) => (
          <Select
            {...ids}
            value={draft.language}
            onChange={(event) => onChange({ language: event.target.value as ListingDraft["language"] })}
          >
            {LANGUAGES.map((language) => (
              <option key={language} value={language}>
                {titleCase(language)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Licence" error={errors.license}>
        {(ids) => (
          <Select
            {...ids}
            value={draft.license}
            onChange={(event) => onChange({ license: event.target.value })}
          >
            {[...new Set([...LICENSES, draft.license])].map((license) => (
              <option key={license}>{license}</option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Repository" optional className="sm:col-span-2" error={errors.repository}>
        {(ids) => (
          <Input
            {...ids}
            type="url"
            placeholder="https://github.com/acme/weather"
            value={draft.repository}
            onChange={(event) => onChange({ repository: event.target.value })}
          />
        )}
      </Field>
    </Card>
  );
}
