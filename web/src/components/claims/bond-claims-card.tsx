import type { Address } from "viem";
import { useBondClaims } from "../../hooks/use-forced-claims.ts";
import { Card, CardHeader } from "../ui/card.tsx";
import { BondClaimRow } from "./bond-claim-row.tsx";

/** What this account has filed against gateways' bonds, run by run; nothing when it never did. */
export function BondClaimsCard({ payee }: { payee: Address }) {
  const { data: claims = [] } = useBondClaims(payee);
  if (claims.length === 0) return null;
  return (
    <Card aria-label="Claims on bonds">
      <CardHeader
        title="Claims on bonds"
        description="A gateway may pay a claim until its run closes. After that the run’s claims share the bond."
      />
      <ul className="mt-3 divide-y border-t">
        {claims.map(({ claim, run }) => (
          <BondClaimRow key={`${claim.gateway} ${claim.run}`} claim={claim} run={run} payee={payee} />
        ))}
      </ul>
    </Card>
  );
}
