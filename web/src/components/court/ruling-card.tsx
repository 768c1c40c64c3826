import { useState } from "react";
import { toast } from "sonner";
import { encodeFunctionData } from "viem";
import { useConnection } from "wagmi";
import { councilAbi, councilArbitratorAbi } from "../../../../contracts/generated.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useCouncils } from "../../hooks/use-treasury.ts";
import { OUTCOME_LABEL, type CourtCase } from "../../lib/cases.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isSameAddress } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Select } from "../ui/field.tsx";

/** ERC-792's rulings in the order of ICases.Outcome. */
const RULINGS = ["refused", "upheld", "rejected"] as const;

/** For members of the audit council, while it is the case's arbitrator: proposes a ruling to the others. */
export function RulingCard({ found }: { found: CourtCase }) {
  const { contracts } = useStoaConfig();
  const { address } = useConnection();
  const { data: councils = [] } = useCouncils();
  const [ruling, setRuling] = useState<(typeof RULINGS)[number]>("upheld");
  const { state, send } = useTransaction(`ruling:${found.id}`, () =>
    toast.success("Proposed to the council: its page is with the Treasury"),
  );
  const council = councils.find(({ address: at }) => isSameAddress(at, contracts.AuditCouncil));
  const member = council?.members.some((each) => isSameAddress(each, address));
  if (!member || !isSameAddress(found.arbitrator, contracts.CouncilArbitrator)) return null;
  return (
    <Card aria-label="The council’s ruling" className="pb-5">
      <CardHeader
        title="The council’s ruling"
        description="You are a member of the audit council. What you propose is your approval; with enough others it takes effect a day later, and the guardian can stop it meanwhile."
      />
      <div className="mt-4 flex flex-wrap items-end gap-3 px-5">
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
                args: [
                  contracts.CouncilArbitrator,
                  encodeFunctionData({
                    abi: councilArbitratorAbi,
                    functionName: "giveRuling",
                    args: [found.disputeId, BigInt(RULINGS.indexOf(ruling))],
                  }),
                ],
              }),
            )
          }
        >
          Propose it
        </Button>
      </div>
      {state.step !== "indexed" && state.step !== "idle" && (
        <div className="px-5 pt-4">
          <TransactionStatus state={state} />
        </div>
      )}
    </Card>
  );
}
