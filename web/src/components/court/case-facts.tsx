import { Link } from "@tanstack/react-router";
import { OUTCOME_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { Card } from "../ui/card.tsx";
import { CaseSubject } from "./case-subject.tsx";

/** Who is against whom, about what, and what is at stake. */
export function CaseFacts({ found }: { found: CourtCase }) {
  const { token } = useStoaConfig();
  const money = (value: bigint) => formatMoney(value, token);
  return (
    <Card aria-label="The case" className="p-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm md:grid-cols-4">
        <Fact label="About">
          <CaseSubject found={found} />
        </Fact>
        <Fact label="Challenger">
          <AddressText address={found.challenger} />
        </Fact>
        <Fact label="Against">
          <AddressText address={found.respondent} />
        </Fact>
        <Fact label="Arbitrator">
          <AddressText address={found.arbitrator} />
        </Fact>
        {found.amount > 0n && <Fact label="Asked for">{money(found.amount)}</Fact>}
        <Fact label="Challenger’s bond">{money(found.bond)}</Fact>
        {found.respondentBond > 0n && <Fact label="Respondent’s bond">{money(found.respondentBond)}</Fact>}
        {found.appealBond > 0n && <Fact label="Appeal’s bond">{money(found.appealBond)}</Fact>}
        {found.ruling && <Fact label="Ruling">{OUTCOME_LABEL[found.ruling].label}</Fact>}
        {found.proposalId !== null && (
          <Fact label="Vote">
            <Link
              to="/governance/$id"
              params={{ id: String(found.proposalId) }}
              className="text-accent hover:underline"
            >
              Proposal {String(found.proposalId)}
            </Link>
          </Fact>
        )}
        {found.state === "closed" && (
          <>
            <Fact label="Taken">{money(found.taken)}</Fact>
            <Fact label="To the challenger">{money(found.toChallenger)}</Fact>
            <Fact label="To the respondent">{money(found.toRespondent)}</Fact>
            <Fact label="To the Treasury">{money(found.toTreasury)}</Fact>
          </>
        )}
      </dl>
    </Card>
  );
}
