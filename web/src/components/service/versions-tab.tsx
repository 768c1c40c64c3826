import { ShieldCheck, ShieldX } from "lucide-react";
import { useState } from "react";
import type { Hex } from "viem";
import { canonicalHash } from "../../../../contracts/manifest.ts";
import { useVersions } from "../../hooks/use-service-history.ts";
import { formatTime, shortHex } from "../../lib/format.ts";
import type { schema } from "../../lib/index-client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

type VersionRow = typeof schema.serviceVersion.$inferSelect;

function Hash({ label, value }: { label: string; value: Hex }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5 flex items-center gap-1 font-mono text-[0.8125rem]" title={value}>
        sha256:{shortHex(value, 8)}
        <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} className="size-6" />
      </dd>
    </div>
  );
}

/** Recomputes SHA-256 over the manifest's RFC 8785 bytes here and compares it with the hash on chain. */
function ManifestCheck({ version }: { version: VersionRow }) {
  const [computed, setComputed] = useState<Hex>();
  if (!version.manifest)
    return <Badge tone="caution">{version.manifestProblem ?? "The manifest cannot be read"}</Badge>;
  if (!computed)
    return (
      <Button size="sm" onClick={() => setComputed(canonicalHash(version.manifest))}>
        Check the manifest's hash
      </Button>
    );
  return (
    <p role="status" className="text-sm">
      {computed === version.manifestHash ? (
        <span className="inline-flex items-center gap-1.5 text-positive">
          <ShieldCheck className="size-4" aria-hidden /> Computed here: it matches the chain
        </span>
      ) : (
        <span className="inline-flex items-center gap-1.5 text-negative">
          <ShieldX className="size-4" aria-hidden /> Computed {shortHex(computed, 8)}: it does not match
        </span>
      )}
    </p>
  );
}

export function VersionsTab({ serviceId }: { serviceId: bigint }) {
  const { data: versions } = useVersions(serviceId);
  if (!versions) return <Skeleton className="h-48 w-full rounded-xl" />;
  return (
    <ol className="grid grid-cols-1 gap-4">
      {versions.map((version, index) => (
        <li key={version.number}>
          <Card className="p-5" aria-label={`Version ${version.version}`}>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <h2 className="flex items-center gap-2.5 font-semibold tabular-nums">
                v{version.version} {index === 0 && <Badge tone="accent">Newest</Badge>}
              </h2>
              <p className="text-sm text-ink-muted">{formatTime(version.time)}</p>
            </div>
            <dl className="mt-4 flex flex-wrap gap-x-10 gap-y-3">
              <Hash label="Code hash" value={version.codeHash} />
              <Hash label="Manifest hash" value={version.manifestHash} />
              {/^https?:/.test(version.uri) && (
                <div>
                  <dt className="text-xs text-ink-muted">Artifact</dt>
                  <dd className="mt-0.5 text-sm">
                    <a href={version.uri} rel="noreferrer" className="text-accent hover:underline">
                      {new URL(version.uri).host}
                    </a>
                  </dd>
                </div>
              )}
            </dl>
            <div className="mt-4 flex flex-wrap items-start gap-4">
              <ManifestCheck version={version} />
              {version.manifest && (
                <details className="min-w-0 flex-1 basis-60 text-sm">
                  <summary className="w-fit cursor-pointer rounded-md py-1.5 text-ink-muted hover:text-ink">
                    Manifest
                  </summary>
                  <CodeBlock
                    label="Manifest"
                    code={JSON.stringify(version.manifest, null, 2)}
                    className="mt-2"
                  />
                </details>
              )}
            </div>
          </Card>
        </li>
      ))}
    </ol>
  );
}
