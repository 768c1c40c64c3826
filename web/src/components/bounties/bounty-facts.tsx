import { Link } from "@tanstack/react-router";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import type { Bounty } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatTime, shortHex } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { ServiceLink } from "../service-link.tsx";
import { Card } from "../ui/card.tsx";
import { CopyButton } from "../ui/copy-button.tsx";

/** What a bounty pays for, who is in it, and the report. */
export function BountyFacts({ bounty }: { bounty: Bounty }) {
  const { token } = useStoaConfig();
  const nameOf = useServiceNames([bounty.serviceId]);
  const { auditor, named, uri, hash } = bounty;
  const service = nameOf(bounty.serviceId);
  const [namespace, name] = service.split("/");
  return (
    <Card aria-label="The bounty" className="p-5">
      <h2 className="sr-only">The bounty</h2>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-4 text-sm min-[26rem]:grid-cols-2 md:grid-cols-4">
        <Fact label="Service">
          <ServiceLink name={service}>{service}</ServiceLink>, version {bounty.versionNumber}
        </Fact>
        <Fact label="Reward">{formatMoney(bounty.reward, token)}</Fact>
        <Fact label="Auditor’s bond">{formatMoney(bounty.bond, token)}</Fact>
        <Fact label="Reports are due">{formatTime(bounty.submitBy)}</Fact>
        <Fact label="Sponsor">
          <AddressText address={bounty.sponsor} copy />
        </Fact>
        <Fact label="Open for">
          {named ? <AddressText address={named} copy /> : "Any auditor, the first report counts"}
        </Fact>
        {auditor && (
          <Fact label="Auditor">
            <AddressText address={auditor} copy />
          </Fact>
        )}
        {bounty.rejected > 0 && <Fact label="Reports that the Court rejected">{bounty.rejected}</Fact>}
        {uri && hash && (
          <Fact label="Report">
            {/^https?:/.test(uri) ? (
              <a href={uri} rel="noreferrer" className="text-accent hover:underline">
                {uri}
              </a>
            ) : (
              uri
            )}
            <span className="flex items-center gap-1 text-xs font-normal text-ink-muted" title={hash}>
              keccak256 <span className="font-mono">{shortHex(hash)}</span>
              <CopyButton text={hash} label="Copy the report’s hash" className="size-6" />
            </span>
          </Fact>
        )}
        {bounty.attestationId !== null && namespace && name && (
          <Fact label="On record">
            <Link
              to="/services/$namespace/$name"
              params={{ namespace, name }}
              search={{ tab: "records" }}
              className="text-accent hover:underline"
            >
              Attestation {String(bounty.attestationId)}
            </Link>
          </Fact>
        )}
      </dl>
    </Card>
  );
}
