import type { SchemaField } from "../../lib/json-schema.ts";

/** The parameters of a tool, one line each; the fields of an object stand indented under it. */
export function SchemaFields({ fields }: { fields: readonly SchemaField[] }) {
  return (
    <ul className="grid grid-cols-1 gap-2.5">
      {fields.map(({ name, type, required, description, children, initial }) => (
        <li key={name}>
          <p className="flex flex-wrap items-baseline gap-x-2.5 text-sm">
            <code className="font-mono text-[0.8125rem] font-medium">{name}</code>
            <span className="font-mono text-xs [overflow-wrap:anywhere] text-ink-muted">{type}</span>
            {required && <span className="text-xs text-caution">required</span>}
            {initial !== undefined && (
              <span className="text-xs text-ink-muted">
                default <code className="font-mono">{JSON.stringify(initial)}</code>
              </span>
            )}
          </p>
          {description && <p className="mt-0.5 text-sm text-ink-muted">{description}</p>}
          {children.length > 0 && (
            <div className="mt-2 border-s ps-4">
              <SchemaFields fields={children} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
