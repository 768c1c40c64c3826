import { toast } from "sonner";
import type { Address } from "viem";
import { membersAbi } from "../../../../contracts/generated.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { useFeeLedgers } from "../../hooks/use-fee-ledgers.ts";
import { useMembership } from "../../hooks/use-members.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { GAS_OF_VOTES } from "../../../../contracts/votes-gas.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatRelative, formatTime } from "../../lib/format.ts";
import { levelWords } from "../../lib/membership.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { Fact } from "../fact.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { BondForm } from "./bond-form.tsx";
import { CredentialForm } from "./credential-form.tsx";

/** An account's own membership: how to get one, how loud it is, and the way out. */
export function MembershipCard({ account }: { account: Address }) {
  const membership = useMembership(account);
  if (!membership)
    return (
      <div aria-busy="true">
        <Skeleton className="h-40 w-full rounded-xl" />
      </div>
    );
  const enrolled = membership.since !== 0;
  return (
    <Card aria-label="Your membership" className="pb-5">
      <CardHeader
        title={enrolled ? "Your membership" : "Become a member"}
        description={
          enrolled
            ? "Your voice is yours alone: it cannot be delegated."
            : "A member’s voice can stop what power alone would pass. Two ways lead to one."
        }
      />
      {enrolled ? (
        <Enrolled account={account} membership={membership} />
      ) : (
        <div className="grid gap-8 px-5 pt-5 md:grid-cols-2">
          <BondForm account={account} />
          <CredentialForm account={account} bonded={false} />
        </div>
      )}
    </Card>
  );
}

interface EnrolledProps {
  account: Address;
  membership: NonNullable<ReturnType<typeof useMembership>>;
}

function Enrolled({ account, membership }: EnrolledProps) {
  const { contracts } = useStoaConfig();
  const now = useChainTime() ?? 0n;
  const { data: ledgers = [] } = useFeeLedgers(account);
  const { state, send } = useTransaction(`membership:${account}`, () =>
    toast.success("Your membership has changed"),
  );
  const members = { address: contracts.Members, abi: membersAbi } as const;
  const { bond, since, exitAt, adapter, multiplierBps, countsFrom } = membership;
  const leaving = exitAt !== 0;
  const busy = isBusy(state);
  const credentialed = BigInt(adapter) !== 0n;

  return (
    <div className="grid grid-cols-1 gap-4 px-5 pt-4">
      <dl className="grid grid-cols-2 gap-5 text-sm sm:grid-cols-4">
        <Fact label="Voice">{leaving ? "None, you are leaving" : levelWords(multiplierBps)}</Fact>
        <Fact label="Counts">
          <span title={formatTime(countsFrom)}>
            {leaving ? "No more" : BigInt(countsFrom) <= now ? "Now" : formatRelative(countsFrom, now)}
          </span>
        </Fact>
        <Fact label="Bond">{bond === 0n ? "None" : formatStoa(bond)}</Fact>
        <Fact label="Credential">{credentialed ? "Shown" : "None"}</Fact>
      </dl>
      {!leaving && BigInt(since) > now && (
        <p className="text-sm text-ink-muted">
          A new voice counts 30 days after its enrolment: nobody enrols for a vote that he sees coming.
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        {leaving ? (
          <Button
            variant="primary"
            busy={busy}
            disabled={now < BigInt(exitAt)}
            onClick={() =>
              void send(() => contractCall({ ...members, functionName: "exit", args: [], gas: GAS_OF_VOTES }))
            }
          >
            {now < BigInt(exitAt) ? `You can leave ${formatRelative(exitAt, now)}` : "Leave"}
          </Button>
        ) : (
          <>
            {ledgers.length > 0 && (
              <Button
                busy={busy}
                onClick={() =>
                  void send(() =>
                    contractCall({ ...members, functionName: "refresh", args: [account, ledgers] }),
                  )
                }
              >
                Count my fees
              </Button>
            )}
            <Button
              variant="danger"
              busy={busy}
              onClick={() =>
                void send(() => contractCall({ ...members, functionName: "startExit", args: [] }))
              }
            >
              Start to leave
            </Button>
          </>
        )}
      </div>
      {!leaving && !credentialed && (
        <div className="border-t pt-5">
          <CredentialForm account={account} bonded />
        </div>
      )}
      {state.step !== "indexed" && <TransactionStatus state={state} />}
    </div>
  );
}
