import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useProbe } from "../../hooks/use-probe.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { checkDraft, EMPTY_DRAFT, type ListingDraft } from "../../lib/listing-draft.ts";
import { Button } from "../ui/button.tsx";
import { DetailsStep } from "./details-step.tsx";
import { EndpointStep } from "./endpoint-step.tsx";
import { PriceStep } from "./price-step.tsx";
import { ReleaseStep } from "./release-step.tsx";
import { ReviewStep } from "./review-step.tsx";
import { Step } from "./step.tsx";

/** From an endpoint to a listed service. Nothing is asked before the server has answered. */
export function ListingWizard({ publisher }: { publisher: Address }) {
  const { token } = useStoaConfig();
  const navigate = useNavigate();
  const probe = useProbe();
  const [draft, setDraft] = useState<ListingDraft>(EMPTY_DRAFT);
  const [reviewing, setReviewing] = useState(false);
  const [checked, setChecked] = useState(false);
  const transaction = useTransaction(`list:${publisher}`, () => {
    toast.success(`${draft.name || "Your service"} is listed`);
    void navigate({ to: "/publish" });
  });

  const report = probe.data;
  const { errors, manifest } = checkDraft(draft, report?.toolsHash ?? "0x", token);
  const shown = checked ? errors : {};
  const change = (next: Partial<ListingDraft>) => {
    setReviewing(false);
    setDraft((old) => ({ ...old, ...next }));
  };
  const changeEndpoint = (endpoint: string) => {
    probe.reset();
    change({ endpoint });
  };
  const steps = { draft, errors: shown, onChange: change };
  const locked = report === undefined;

  return (
    <ol className="grid grid-cols-1 gap-8">
      <Step number={1} title="Your server" done={!locked}>
        <EndpointStep endpoint={draft.endpoint} onChange={changeEndpoint} probe={probe} />
      </Step>
      <Step number={2} title="What it is" done={reviewing} locked={locked}>
        <DetailsStep {...steps} />
      </Step>
      <Step number={3} title="This release" done={reviewing} locked={locked}>
        <ReleaseStep {...steps} />
      </Step>
      <Step number={4} title="What it costs" done={reviewing} locked={locked}>
        <PriceStep {...steps} tools={report?.tools.map(({ name }) => name) ?? []} />
        {!reviewing && (
          <Button
            variant="primary"
            className="mt-4"
            onClick={() => {
              setChecked(true);
              setReviewing(manifest !== undefined);
            }}
          >
            Review
          </Button>
        )}
        {checked && Object.keys(errors).length > 0 && (
          <p role="alert" className="mt-3 text-sm text-negative">
            Some fields above need attention.
          </p>
        )}
      </Step>
      <Step number={5} title="Review, stake and list" done={false} locked={!reviewing || !manifest}>
        {manifest && (
          <ReviewStep publisher={publisher} draft={draft} manifest={manifest} transaction={transaction} />
        )}
      </Step>
    </ol>
  );
}
