import { useServiceNames } from "../../hooks/use-service-names.ts";
import type { Bounty } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, shortHex } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { Card } from "../ui/card.tsx";

/** What a bounty pays for, who is in it, and the report. */
export function BountyFacts({ bounty }: { bounty: Bounty }) {
  const { token } = useStoaConfig();
  const nameOf = useServiceNames([bounty.serviceId]);
  const { auditor, named, uri, hash } = bounty;
  return (
    <Card aria-label="The bounty" className="p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm md:grid-cols-4">
        <Fact label="Service">
          {nameOf(bounty.serviceId)}, version {bounty.versionNumber}
        </Fact>
        <Fact label="Reward">{formatMoney(bounty.reward, token)}</Fact>
        <Fact label="Auditor’s bond">{formatMoney(bounty.bond, token)}</Fact>
        <Fact label="Sponsor">
          <AddressText address={bounty.sponsor} />
        </Fact>
        {named && (
          <Fact label="Only for">
            <AddressText address={named} />
          </Fact>
        )}
        {auditor && (
          <Fact label="Auditor">
            <AddressText address={auditor} />
          </Fact>
        )}
        {uri && hash && (
          <Fact label="Report">
            {/^https?:/.test(uri) ? (
              <a href={uri} rel="noreferrer" className="text-accent hover:underline">
                {uri}
              </a>
            ) : (
              uri
            )}
            <span className="block font-mono text-xs text-ink-muted" title={hash}>
              {shortHex(hash, 8)}
            </span>
          </Fact>
        )}
        {bounty.attestationId !== null && <Fact label="Attestation">#{String(bounty.attestationId)}</Fact>}
      </dl>
    </Card>
  );
}
