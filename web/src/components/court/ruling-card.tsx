import { useState } from "react";
import { toast } from "sonner";
import { encodeFunctionData, type Hex } from "viem";
import { useConnection } from "wagmi";
import { councilAbi, councilArbitratorAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useCouncils } from "../../hooks/use-treasury.ts";
import type { RawCall } from "../../lib/call-words.ts";
import { KIND_LABEL, OUTCOME_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatRelative, formatTime, isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { CouncilCalls } from "../treasury/council-calls.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Select } from "../ui/field.tsx";

/** ERC-792's rulings in the order of ICases.Outcome. */
const RULINGS = ["refused", "upheld", "rejected"] as const;
type Ruling = (typeof RULINGS)[number];

interface RulingCardProps {
  found: CourtCase;
  /** Chain time, Unix seconds. */
  now: bigint;
  /** Whether the respondent has answered, or has let the time for it pass. */
  due: boolean;
}

/** How the audit council rules, while it is the case's arbitrator: each member proposes or approves a ruling. */
export function RulingCard({ found, now, due }: RulingCardProps) {
  const { contracts } = useStoaConfig();
  const { address } = useConnection();
  const { data: councils = [] } = useCouncils();
  const council = councils.find(({ address: at }) => isSameAddress(at, contracts.AuditCouncil));
  if (!council || !isSameAddress(found.arbitrator, contracts.CouncilArbitrator)) return null;
  const { members, threshold } = council;
  const member = members.some((each) => isSameAddress(each, address));
  const isRuling = ({ target, data }: RawCall) =>
    isSameAddress(target, contracts.CouncilArbitrator) &&
    RULINGS.some((each) => data === rulingData(found, each));
  return (
    <Card aria-label="The council’s ruling" className="pb-5">
      <CardHeader
        title="The council’s ruling"
        description={`${threshold} of the audit council’s ${members.length} members have to agree. Enacted once, a ruling waits for a day in which the guardian can stop it; enacted once more, it is given.${
          due
            ? ""
            : ` It cannot be given before ${formatTime(found.deadline)} unless an answer comes earlier.`
        }`}
      />
      <div className="grid grid-cols-1 gap-4 px-5 pt-4 text-sm empty:hidden">
        <CouncilCalls
          council={council.address}
          members={members}
          threshold={threshold}
          now={now}
          only={isRuling}
        />
        {member && <ProposeRuling found={found} now={now} />}
      </div>
    </Card>
  );
}

function ProposeRuling({ found, now }: Omit<RulingCardProps, "due">) {
  const { contracts } = useStoaConfig();
  const [ruling, setRuling] = useState<Ruling>("upheld");
  const { state, send } = useTransaction(`ruling:${found.id}`, () =>
    toast.success("Proposed to the other members"),
  );
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Ruling" className="w-56">
          {(ids) => (
            <Select
              {...ids}
              value={ruling}
              onChange={({ target }) => setRuling(RULINGS.find((each) => each === target.value) ?? "upheld")}
            >
              {RULINGS.map((each) => (
                <option key={each} value={each}>
                  {OUTCOME_LABEL[each].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button
          variant="primary"
          busy={isBusy(state)}
          onClick={() =>
            void send(() =>
              contractCall({
                address: contracts.AuditCouncil,
                abi: councilAbi,
                functionName: "propose",
                args: [contracts.CouncilArbitrator, rulingData(found, ruling)],
              }),
            )
          }
        >
          Propose it
        </Button>
      </div>
      <p className="text-ink-muted">
        {ruling === "refused"
          ? "Nothing changes, and every bond goes back. Nobody can appeal."
          : KIND_LABEL[found.kind][ruling]}{" "}
        Your proposal is your approval. The ruling has to be given {formatRelative(found.ruleBy, now)} at the
        latest.
      </p>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
    </>
  );
}

function rulingData({ disputeId }: CourtCase, ruling: Ruling): Hex {
  return encodeFunctionData({
    abi: councilArbitratorAbi,
    functionName: "giveRuling",
    args: [disputeId, BigInt(RULINGS.indexOf(ruling))],
  });
}
