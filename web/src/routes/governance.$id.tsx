import { createFileRoute, notFound } from "@tanstack/react-router";
import { Proposal } from "../components/governance/proposal.tsx";

export const Route = createFileRoute("/governance/$id")({ component: ProposalPage });

function ProposalPage() {
  const { id } = Route.useParams();
  if (!/^[1-9]\d{0,17}$/.test(id)) throw notFound();
  return <Proposal key={id} id={BigInt(id)} />;
}
