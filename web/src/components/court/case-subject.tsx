import { Link } from "@tanstack/react-router";
import { useServiceNames } from "../../hooks/use-service-names.ts";
import type { CourtCase } from "../../lib/cases.ts";
import { AddressText } from "../address-text.tsx";
import { ServiceLink } from "../service-link.tsx";

/** What a case is about, with a way there. */
export function CaseSubject({ found }: { found: CourtCase }) {
  const { kind, serviceId, gateway, client, feedbackIndex, bountyId, chargeDisputeId } = found;
  const nameOf = useServiceNames(serviceId === null ? [] : [serviceId]);
  const service = serviceId === null ? "" : nameOf(serviceId);
  switch (kind) {
    case "stake":
      return <ServiceLink name={service}>Stake of {service}</ServiceLink>;
    case "bond":
      return (
        gateway && (
          <>
            Bond of gateway <AddressText address={gateway} />
          </>
        )
      );
    case "charge":
      return (
        <ServiceLink name={service}>
          Charge {String(chargeDisputeId)} for {service}
        </ServiceLink>
      );
    case "review":
      return (
        <>
          <ServiceLink name={service}>
            Review {String(feedbackIndex)} of {service}
          </ServiceLink>{" "}
          by {client && <AddressText address={client} />}
        </>
      );
    case "bounty":
      return (
        <Link to="/bounties/$id" params={{ id: String(bountyId) }} className="hover:underline">
          Report for bounty {String(bountyId)}
        </Link>
      );
  }
}
