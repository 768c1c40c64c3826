import { Link } from "@tanstack/react-router";
import { toast } from "sonner";
import { useConnection } from "wagmi";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { useCases } from "../../hooks/use-cases.ts";
import { useServiceOwner } from "../../hooks/use-service-owner.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { BOUNTY_WORDS, bountyUntil, type Bounty, type BountyStage } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { ConnectHint } from "../connect-hint.tsx";
import { OpenCase } from "../court/open-case.tsx";
import { NextCard } from "../next-card.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button, buttonStyles } from "../ui/button.tsx";
import { HandInForm } from "./hand-in-form.tsx";

interface BountyActCardProps {
  bounty: Bounty;
  stage: BountyStage;
  /** Chain time, Unix seconds. */
  now: bigint;
}

type Act = "cancel" | "accept" | "conclude" | "attest";

/**
 * An acceptance pays even when the gas does not reach for the attestation, so an estimate may leave that out: see
 * AuditBounties._accept.
 */
const GAS_OF_ACCEPTANCE = 600_000n;

/** What can be done about a bounty now, by whoever is connected. */
export function BountyActCard({ bounty, stage, now }: BountyActCardProps) {
  const { contracts, token } = useStoaConfig();
  const { address } = useConnection();
  const { data: owner } = useServiceOwner(bounty.serviceId);
  const { data: cases = [] } = useCases({ bountyId: bounty.id });
  const { state, send } = useTransaction(`bounty:${bounty.id}`, () => toast.success("Done"));
  const sponsor = isSameAddress(address, bounty.sponsor);
  const until = bountyUntil(bounty, stage);
  const act = (functionName: Act) =>
    void send(() =>
      contractCall({
        address: contracts.AuditBounties,
        abi: auditBountiesAbi,
        functionName,
        args: [bounty.id],
        ...(functionName === "accept" && { gas: GAS_OF_ACCEPTANCE }),
      }),
    );
  const button = (label: string, functionName: Act, variant: "primary" | "outline" = "primary") => (
    <Button variant={variant} busy={isBusy(state)} onClick={() => act(functionName)}>
      {label}
    </Button>
  );
  const unattested = stage === "accepted" && bounty.attestationId === null;
  const anybodys = stage === "expired" || stage === "overdue" || stage === "unruled" || unattested;

  return (
    <NextCard
      title={BOUNTY_WORDS[stage].label}
      effect={
        <>
          {BOUNTY_WORDS[stage].effect}
          {unattested && " The report is not on record for the version yet: anybody can put it there."}
        </>
      }
      until={until}
      now={now}
    >
      {address && stage === "open" && (
        <HandIn bounty={bounty} account={address} sponsor={sponsor} owner={owner ?? undefined} />
      )}
      {!address && stage === "open" && (
        <ConnectHint purpose="An auditor hands a report in with the wallet that is to be paid." />
      )}
      {!address && anybodys && <ConnectHint purpose="Anybody can do this." />}
      <div className="flex flex-wrap gap-2 empty:hidden">
        {address && stage === "expired" && button("Send the reward back", "cancel")}
        {stage === "open" && sponsor && button("Take the reward back", "cancel", "outline")}
        {address &&
          (stage === "overdue" || (stage === "reviewing" && sponsor)) &&
          button(`Accept and pay ${formatMoney(bounty.reward, token)}`, "accept")}
        {stage === "reviewing" && sponsor && (
          <OpenCase
            subject={{ kind: "bounty", bountyId: bounty.id, reward: bounty.reward }}
            what={`the report for bounty ${bounty.id}`}
          />
        )}
        {address && stage === "unruled" && button("End the dispute", "conclude")}
        {address && unattested && button("Put it on record", "attest")}
        {(stage === "accepted" || stage === "refunded") && (
          <Link to="/bounties" className={buttonStyles()}>
            Collect rewards and bonds
          </Link>
        )}
        {cases.map(({ id }) => (
          <Link
            key={String(id)}
            to="/court/$id"
            params={{ id: String(id) }}
            className={buttonStyles({ size: "sm" })}
          >
            Case {String(id)}
          </Link>
        ))}
      </div>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </NextCard>
  );
}

interface HandInProps {
  bounty: Bounty;
  account: `0x${string}`;
  sponsor: boolean;
  /** Of the service. */
  owner: `0x${string}` | undefined;
}

/** The form for whoever may hand a report in, and for others why they may not. */
function HandIn({ bounty, account, sponsor, owner }: HandInProps) {
  const why = sponsor
    ? "You are the sponsor. Until a report is handed in you can take the reward back."
    : bounty.named !== null && !isSameAddress(account, bounty.named)
      ? "Only the auditor whom the sponsor named can hand a report in."
      : isSameAddress(account, owner)
        ? "You own the service, so the report is another’s to write."
        : undefined;
  return why ? (
    <p className="text-sm text-ink-muted">{why}</p>
  ) : (
    <HandInForm bounty={bounty} auditor={account} />
  );
}
