import { createFileRoute, Link } from "@tanstack/react-router";
import { useConnection } from "wagmi";
import { z } from "zod";
import { BountyCourse } from "../components/bounties/bounty-course.tsx";
import { BountyList } from "../components/bounties/bounty-list.tsx";
import { BountyPurseCard } from "../components/bounties/bounty-purse-card.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Field, Select } from "../components/ui/field.tsx";
import { BOUNTY_STATES } from "../lib/bounties.ts";

const LABEL: Record<(typeof BOUNTY_STATES)[number], string> = {
  open: "Open",
  submitted: "Report handed in",
  disputed: "In court",
  accepted: "Accepted",
  refunded: "Taken back",
};

export const Route = createFileRoute("/bounties/")({
  validateSearch: z.object({ state: z.enum(BOUNTY_STATES).optional().catch(undefined) }),
  component: BountiesPage,
});

function BountiesPage() {
  const { address } = useConnection();
  const { state } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <>
      <title>Audit bounties · Stoa</title>
      <PageHead
        title="Audit bounties"
        description="Rewards for an auditor’s report on a version of a service. To offer one, press Sponsor an audit under Records on the service’s page."
        actions={
          <Link to="/court" className={buttonStyles()}>
            Court
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {address && <BountyPurseCard key={address} account={address} />}
        <Field label="Bounties" className="w-52">
          {(ids) => (
            <Select
              {...ids}
              value={state ?? ""}
              onChange={({ target }) =>
                void navigate({
                  search: { state: BOUNTY_STATES.find((each) => each === target.value) },
                  replace: true,
                })
              }
            >
              <option value="">All</option>
              {BOUNTY_STATES.map((each) => (
                <option key={each} value={each}>
                  {LABEL[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <BountyList state={state} />
        <BountyCourse />
      </div>
    </>
  );
}
