import { useState } from "react";
import { toast } from "sonner";
import { serviceRegistryAbi } from "../../../../contracts/generated.ts";
import { canonicalHash, STOA_META, type Manifest } from "../../../../contracts/manifest.ts";
import { useProbe } from "../../hooks/use-probe.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatAmount, shortHex } from "../../lib/format.ts";
import {
  checkDraft,
  draftRelease,
  EMPTY_DRAFT,
  type DraftModel,
  type ListingDraft,
} from "../../lib/listing-draft.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { DetailsStep } from "./details-step.tsx";
import { EndpointStep } from "./endpoint-step.tsx";
import { ReleaseStep } from "./release-step.tsx";

const MODELS: Record<string, DraftModel> = { free: "free", perTool: "perTool" };

function draftOf(service: Service, manifest: Manifest, decimals: number): ListingDraft {
  const { categories, language, license, prices = {} } = manifest._meta[STOA_META];
  return {
    ...EMPTY_DRAFT,
    endpoint: manifest.remotes[0]?.url ?? "",
    name: manifest.name,
    title: manifest.title ?? "",
    description: manifest.description,
    categories,
    language,
    license,
    repository: manifest.repository?.url ?? "",
    semver: "",
    model: MODELS[service.terms?.model ?? ""] ?? "perCall",
    price: formatAmount(service.terms?.maxPrice ?? 0n, { decimals }).replaceAll(",", "") || "0",
    toolPrices: Object.fromEntries(
      Object.entries(prices).map(([tool, amount]) => [tool, formatAmount(BigInt(amount), { decimals })]),
    ),
  };
}

/** A new version: the server is checked again, and what it offers now becomes what the publisher vouches for. */
export function VersionCard({ service, manifest }: { service: Service; manifest: Manifest }) {
  const { contracts, token } = useStoaConfig();
  const probe = useProbe();
  const [draft, setDraft] = useState(() => draftOf(service, manifest, token.decimals));
  const [checked, setChecked] = useState(false);
  const { state, send } = useTransaction(`version:${service.id}`, () =>
    toast.success("The version is published"),
  );
  const { errors, manifest: next } = checkDraft(draft, probe.data?.toolsHash ?? "0x", token);
  const steps = {
    draft,
    errors: checked ? errors : {},
    onChange: (change: Partial<ListingDraft>) => setDraft((old) => ({ ...old, ...change })),
  };
  const publish = () => {
    setChecked(true);
    if (!next) return;
    const { release, manifest: bytes } = draftRelease(draft, next);
    void send(() =>
      contractCall({
        address: contracts.ServiceRegistry,
        abi: serviceRegistryAbi,
        functionName: "publishVersion",
        args: [service.id, release, bytes],
      }),
    );
  };

  return (
    <Card className="pb-5" aria-label="New version">
      <CardHeader
        title="New version"
        description={`Version ${service.version ?? "none"} is the newest. Versions are added, never changed.`}
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4">
        <EndpointStep
          endpoint={draft.endpoint}
          onChange={(endpoint) => {
            probe.reset();
            steps.onChange({ endpoint });
          }}
          probe={probe}
        />
        {probe.data && (
          <>
            <ReleaseStep {...steps} />
            <DetailsStep {...steps} nameFixed />
            {next && (
              <p className="text-sm text-ink-muted">Manifest hash {shortHex(canonicalHash(next), 10)}</p>
            )}
            <Button variant="primary" className="justify-self-start" busy={isBusy(state)} onClick={publish}>
              Publish version
            </Button>
          </>
        )}
        {state.step !== "idle" && <TransactionStatus state={state} />}
      </div>
    </Card>
  );
}
