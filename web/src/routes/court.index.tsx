import { createFileRoute, Link } from "@tanstack/react-router";
import { useConnection } from "wagmi";
import { z } from "zod";
import { CaseList } from "../components/court/case-list.tsx";
import { CaseCourse } from "../components/court/case-course.tsx";
import { CourtPurseCard } from "../components/court/court-purse-card.tsx";
import { PageHead } from "../components/page-head.tsx";
import { buttonStyles } from "../components/ui/button.tsx";
import { Field, Select } from "../components/ui/field.tsx";
import { CASE_KINDS, KIND_LABEL } from "../lib/cases.ts";

export const Route = createFileRoute("/court/")({
  validateSearch: z.object({
    kind: z.enum(CASE_KINDS).optional().catch(undefined),
    show: z.enum(["running", "mine"]).optional().catch(undefined),
  }),
  component: CourtPage,
});

const SHOWN = [
  ["running", "Running"],
  ["mine", "That I am part of"],
] as const;

function CourtPage() {
  const { address } = useConnection();
  const { kind, show } = Route.useSearch();
  const navigate = Route.useNavigate();
  return (
    <>
      <title>Court · Stoa</title>
      <PageHead
        title="Court"
        description="Disputes about stakes, bonds, charges, reviews and audit reports. An arbitrator rules on them, and token holders hear appeals."
        actions={
          <Link to="/bounties" className={buttonStyles()}>
            Audit bounties
          </Link>
        }
      />
      <div className="grid grid-cols-1 gap-5">
        {address && <CourtPurseCard key={address} account={address} />}
        <div className="flex flex-wrap gap-4">
          <Field label="About" className="w-44">
            {(ids) => (
              <Select
                {...ids}
                value={kind ?? ""}
                onChange={({ target }) =>
                  void navigate({
                    search: (old) => ({ ...old, kind: CASE_KINDS.find((each) => each === target.value) }),
                    replace: true,
                  })
                }
              >
                <option value="">Everything</option>
                {CASE_KINDS.map((each) => (
                  <option key={each} value={each}>
                    {KIND_LABEL[each].label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Cases" className="w-44">
            {(ids) => (
              <Select
                {...ids}
                value={show ?? ""}
                onChange={({ target }) =>
                  void navigate({
                    search: (old) => ({
                      ...old,
                      show: SHOWN.find(([each]) => each === target.value)?.[0],
                    }),
                    replace: true,
                  })
                }
              >
                <option value="">All</option>
                {SHOWN.map(([value, label]) => (
                  <option key={value} value={value} disabled={value === "mine" && !address}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <CaseList
          filter={{ kind, running: show === "running", party: show === "mine" ? address : undefined }}
        />
        <CaseCourse />
      </div>
    </>
  );
}
