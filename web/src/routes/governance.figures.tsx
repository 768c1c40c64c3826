import { createFileRoute } from "@tanstack/react-router";
import { Figures } from "../components/figures/figures.tsx";
import { GovernanceLinks } from "../components/governance/governance-links.tsx";
import { PageHead } from "../components/page-head.tsx";

export const Route = createFileRoute("/governance/figures")({ component: FiguresPage });

function FiguresPage() {
  return (
    <>
      <title>Figures · Stoa</title>
      <PageHead
        title="Figures"
        description="How evenly power is held, how many use it, and what it would take to abuse it."
        actions={<GovernanceLinks here="/governance/figures" />}
      />
      <Figures />
    </>
  );
}
