import { Link } from "@tanstack/react-router";
import { FileCheck, FileSearch } from "lucide-react";
import { useState } from "react";
import type { Hex } from "viem";
import { useConnection } from "wagmi";
import { useBounties } from "../../hooks/use-bounties.ts";
import { useCases } from "../../hooks/use-cases.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useAnchors, useAttestations, useStakeLocks } from "../../hooks/use-service-records.ts";
import { attestationState, type AttestationState } from "../../lib/attestation-state.ts";
import { bountyStageOf } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatTime, isSameAddress, shortHex } from "../../lib/format.ts";
import { ANCHOR_LABEL, ATTESTATION_LABEL } from "../../lib/labels.ts";
import type { Service } from "../../lib/service-row.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { AddressText } from "../address-text.tsx";
import { BountyBadge } from "../bounties/bounty-badge.tsx";
import { OpenBountyDialog } from "../bounties/open-bounty-dialog.tsx";
import { OpenCase } from "../court/open-case.tsx";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Table } from "../ui/table.tsx";

const STATE: Record<AttestationState, { label: string; tone: Tone }> = {
  holds: { label: "Holds", tone: "positive" },
  revoked: { label: "Revoked", tone: "negative" },
  expired: { label: "Expired", tone: "neutral" },
  earlierOwner: { label: "Given to an earlier owner", tone: "neutral" },
  olderVersion: { label: "Of an older version", tone: "neutral" },
  replaced: { label: "Replaced", tone: "neutral" },
};

function Hash({ value, label }: { value: Hex; label: string }) {
  return (
    <span className="inline-flex items-center gap-1 font-mono text-[0.8125rem]" title={value}>
      {shortHex(value, 8)}
      <CopyButton text={value} label={`Copy ${label}`} className="size-6" />
    </span>
  );
}

/** What others have on record about a service, what its publisher has anchored, and what anybody can bring up about it. */
export function RecordsTab({ service }: { service: Service }) {
  return (
    <div className="grid grid-cols-1 gap-4">
      <BringUp service={service} />
      <Records service={service} />
    </div>
  );
}

/** A bounty for an audit, and a case against the stake. */
function BringUp({ service }: { service: Service }) {
  const { address } = useConnection();
  const [sponsoring, setSponsoring] = useState(false);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" onClick={() => (address ? setSponsoring(true) : openWalletDialog())}>
        <FileSearch aria-hidden /> Sponsor an audit
      </Button>
      {service.stake > 1n && !isSameAddress(address, service.owner) && (
        <OpenCase
          subject={{
            kind: "stake",
            serviceId: service.id,
            publisher: service.owner,
            most: service.stake / 2n,
          }}
          what={`the stake of ${service.name}`}
        />
      )}
      {sponsoring && address && (
        <OpenBountyDialog service={service} sponsor={address} onClose={() => setSponsoring(false)} />
      )}
    </div>
  );
}

function Records({ service }: { service: Service }) {
  const { token } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: attestations } = useAttestations(service.id);
  const { data: anchors } = useAnchors(service.id);
  const { data: locks } = useStakeLocks(service.id);
  const { data: cases = [] } = useCases({ kind: "stake", serviceId: service.id });
  const { data: bounties } = useBounties({ serviceId: service.id });
  if (!attestations || !anchors || !locks || !bounties)
    return (
      <div aria-busy="true">
        <Skeleton className="h-48 w-full rounded-xl" />
      </div>
    );
  if (attestations.length + anchors.length + locks.length + bounties.length === 0)
    return (
      <EmptyState icon={FileCheck} title="Nothing is on record" className="rounded-xl border border-dashed">
        No auditor has attested anything about this service, its publisher has anchored no release, nobody
        sponsors an audit, and nobody has brought a case.
      </EmptyState>
    );

  return (
    <div className="grid grid-cols-1 gap-4">
      {attestations.length > 0 && (
        <Card>
          <CardHeader title="Attestations" className="pb-3" />
          <Table
            caption="Attestations"
            rows={attestations}
            rowKey={({ id }) => String(id)}
            columns={[
              { header: "What", cell: ({ kind }) => ATTESTATION_LABEL[kind] },
              {
                header: "Counts",
                cell: (row) => {
                  const { label, tone } = STATE[attestationState(row, attestations, service, now)];
                  return <Badge tone={tone}>{label}</Badge>;
                },
              },
              { header: "Auditor", cell: ({ auditor }) => <AddressText address={auditor} /> },
              { header: "Version", numeric: true, cell: ({ versionNumber }) => `#${versionNumber}` },
              { header: "Until", cell: ({ expiry }) => formatTime(expiry), className: "whitespace-nowrap" },
              {
                header: "Document",
                cell: ({ uri, hash }) => (
                  <span className="inline-flex items-center gap-3">
                    <Hash value={hash} label="the document's hash" />
                    {/^https?:/.test(uri) && (
                      <a href={uri} rel="noreferrer" className="text-accent hover:underline">
                        Open
                      </a>
                    )}
                  </span>
                ),
              },
            ]}
          />
        </Card>
      )}
      {anchors.length > 0 && (
        <Card>
          <CardHeader
            title="Anchored roots"
            description="A Merkle root that stays on chain: a file and its proof show that it belongs to the release."
            className="pb-3"
          />
          <Table
            caption="Anchored roots"
            rows={anchors}
            rowKey={({ number }) => String(number)}
            columns={[
              { header: "Of", cell: ({ kind }) => ANCHOR_LABEL[kind] },
              { header: "Version", numeric: true, cell: ({ versionNumber }) => `#${versionNumber}` },
              { header: "Root", cell: ({ root }) => <Hash value={root} label="root" /> },
              { header: "Since", cell: ({ time }) => formatTime(time), className: "whitespace-nowrap" },
            ]}
          />
        </Card>
      )}
      {bounties.length > 0 && (
        <Card>
          <CardHeader
            title="Audit bounties"
            description="Rewards that wait for an auditor’s report, or went to one."
            className="pb-3"
          />
          <Table
            caption="Audit bounties"
            rows={bounties}
            rowKey={({ id }) => String(id)}
            columns={[
              {
                header: "Bounty",
                cell: ({ id }) => (
                  <Link
                    to="/bounties/$id"
                    params={{ id: String(id) }}
                    className="text-accent hover:underline"
                  >
                    Bounty {String(id)}
                  </Link>
                ),
              },
              { header: "State", cell: (bounty) => <BountyBadge stage={bountyStageOf(bounty, now)} /> },
              { header: "Version", numeric: true, cell: ({ versionNumber }) => `#${versionNumber}` },
              { header: "Reward", numeric: true, cell: ({ reward }) => formatMoney(reward, token) },
            ]}
          />
        </Card>
      )}
      {locks.length > 0 && (
        <Card>
          <CardHeader title="Cases" description="While one is open, the stake is held." className="pb-3" />
          <Table
            caption="Cases"
            rows={locks}
            rowKey={({ lockId }) => String(lockId)}
            columns={[
              {
                header: "Case",
                cell: ({ lockId }) => {
                  const found = cases.find((each) => each.lockId === lockId);
                  return (
                    found && (
                      <Link
                        to="/court/$id"
                        params={{ id: String(found.id) }}
                        className="text-accent hover:underline"
                      >
                        Case {String(found.id)}
                      </Link>
                    )
                  );
                },
              },
              { header: "Opened", cell: ({ time }) => formatTime(time), className: "whitespace-nowrap" },
              {
                header: "State",
                cell: ({ closedAt, until }) =>
                  closedAt === null ? (
                    <Badge tone="caution">Open until {formatTime(until)} at most</Badge>
                  ) : (
                    <Badge>Ended {formatTime(closedAt)}</Badge>
                  ),
              },
              { header: "At risk", numeric: true, cell: ({ slashable }) => formatMoney(slashable, token) },
              { header: "Taken", numeric: true, cell: ({ slashed }) => formatMoney(slashed, token) },
            ]}
          />
        </Card>
      )}
    </div>
  );
}
