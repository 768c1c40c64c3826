import { Link } from "@tanstack/react-router";
import { useHarmed } from "../../hooks/use-cases.ts";
import { KIND_LABEL, OUTCOME_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, isSameAddress } from "../../lib/format.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { Card } from "../ui/card.tsx";
import { CaseSubject } from "./case-subject.tsx";

/** Who is against whom, about what, what is at stake, and what either ruling does. */
export function CaseFacts({ found }: { found: CourtCase }) {
  const { contracts, token } = useStoaConfig();
  const { data: harmed = [] } = useHarmed(found.id);
  const { kind, appellant } = found;
  const money = (value: bigint) => formatMoney(value, token);
  return (
    <Card aria-label="The case" className="p-5">
      <h2 className="sr-only">The case</h2>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-4 text-sm min-[26rem]:grid-cols-2 md:grid-cols-4">
        <Fact label="About">
          <CaseSubject found={found} />
        </Fact>
        <Fact label="Challenger">
          <AddressText address={found.challenger} copy />
        </Fact>
        <Fact label="Respondent">
          <AddressText address={found.respondent} copy />
        </Fact>
        <Fact label="Arbitrator">
          {isSameAddress(found.arbitrator, contracts.CouncilArbitrator) ? (
            <Link to="/governance/treasury" className="text-accent hover:underline">
              The audit council
            </Link>
          ) : (
            <AddressText address={found.arbitrator} copy />
          )}
        </Fact>
        {found.amount > 0n && <Fact label={AMOUNT_LABEL[kind]}>{money(found.amount)}</Fact>}
        <Fact label="Challenger’s bond">{kind === "charge" ? "At the dispute" : money(found.bond)}</Fact>
        {kind !== "charge" && (
          <Fact label="Respondent’s bond">
            {found.respondentBond > 0n ? money(found.respondentBond) : "None put up"}
          </Fact>
        )}
        {appellant && (
          <>
            <Fact label="Appellant">
              <AddressText address={appellant} copy />
            </Fact>
            <Fact label="Appellant’s bond">{money(found.appealBond)}</Fact>
          </>
        )}
        {found.ruling && <Fact label="Ruling">{OUTCOME_LABEL[found.ruling].label}</Fact>}
        {found.proposalId !== null && (
          <Fact label="Vote on the appeal">
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
            {kind === "stake" && <Fact label="Taken from the stake">{money(found.taken)}</Fact>}
            {kind === "bond" && <Fact label="Void of the claims">{money(found.taken)}</Fact>}
            {kind !== "charge" && (
              <>
                <Fact label="Of the bonds, to the challenger">{money(found.toChallenger)}</Fact>
                <Fact label="Of the bonds, to the respondent">{money(found.toRespondent)}</Fact>
                {appellant && <Fact label="Of the bonds, to the appellant">{money(found.toAppellant)}</Fact>}
                <Fact label="Of the bonds, to the Treasury">{money(found.toTreasury)}</Fact>
              </>
            )}
          </>
        )}
      </dl>
      {harmed.length > 0 && (
        <div className="mt-5 border-t pt-4 text-sm">
          <h3 className="text-xs text-ink-muted">
            Named clients: what they have back before anybody else gets a part
          </h3>
          <ul className="mt-2 grid grid-cols-1 gap-2">
            {harmed.map(({ position, payer, amount }) => (
              <li key={position} className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <AddressText address={payer} copy />
                <span className="font-medium tabular-nums">{money(amount)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {found.state !== "closed" && (
        <dl className="mt-5 grid grid-cols-1 gap-x-6 gap-y-3 border-t pt-4 text-sm text-ink-soft md:grid-cols-3">
          <Consequence label="If the challenger is right">{KIND_LABEL[kind].upheld}</Consequence>
          <Consequence label="If not">{KIND_LABEL[kind].rejected}</Consequence>
          {(found.state === "open" || found.state === "answered") && (
            <Consequence label="If nobody rules in time">
              {kind === "charge"
                ? "The dispute of the charge ends in its own time."
                : "Nothing changes, and every bond goes back."}
            </Consequence>
          )}
        </dl>
      )}
      {found.state === "closed" && found.done === false && (
        <p className="mt-5 border-t pt-4 text-sm text-ink-soft">
          Nothing was left to carry out: what the case was about was over before it ended.
        </p>
      )}
    </Card>
  );
}

const AMOUNT_LABEL: Record<CourtCase["kind"], string> = {
  stake: "Asked of the stake",
  bond: "Asked of the claims",
  charge: "Price of the call",
  review: "Asked for",
  bounty: "Reward",
};

function Consequence({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}
