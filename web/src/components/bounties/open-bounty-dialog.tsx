import { useState } from "react";
import { toast } from "sonner";
import { getAddress, isAddress, zeroAddress, type Address } from "viem";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { useBountyBounds } from "../../hooks/use-bounty-bounds.ts";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, parseAmount } from "../../lib/format.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/field.tsx";

const DAY = 86_400n;

/** Sets a reward aside for a report on a service's newest version. */
export function OpenBountyDialog({
  service,
  sponsor,
  onClose,
}: {
  service: Service;
  sponsor: Address;
  onClose: () => void;
}) {
  const { contracts, token } = useStoaConfig();
  const now = useChainTime();
  const bounds = useBountyBounds();
  const permit = usePermit();
  const { data: held } = useTokenBalance(sponsor);
  const [reward, setReward] = useState("");
  const [bond, setBond] = useState("");
  const [days, setDays] = useState("14");
  const [named, setNamed] = useState("");
  const { state, send } = useTransaction(`open-bounty:${service.id}`, () => {
    toast.success("The reward is set aside");
    onClose();
  });
  const amount = parseAmount(reward, token) ?? 0n;
  const stake = parseAmount(bond, token) ?? 0n;
  const wrongDays = !/^\d{1,3}$/.test(days) || days === "0";
  const wrongName = named.trim() !== "" && !isAddress(named.trim());
  const short = isShort(held, amount);
  const wrong =
    !bounds ||
    now === undefined ||
    wrongDays ||
    wrongName ||
    amountProblem(reward, token, bounds.reward) !== undefined ||
    amountProblem(bond, token, bounds.bond) !== undefined;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`A bounty for ${service.name}`}
      description={`For a report on version ${service.versionNumber}. You accept the report, or the Court decides; silence accepts it.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <AmountField label="Reward" value={reward} onChange={setReward} {...bounds?.reward} />
        <AmountField
          label="Auditor’s bond"
          value={bond}
          onChange={setBond}
          {...bounds?.bond}
          hint="What a report is handed in with. It is yours if the Court rejects the report."
        />
        <Field label="Days to hand it in" error={wrongDays ? "A whole number of days is needed." : undefined}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="numeric"
              value={days}
              onChange={({ target }) => setDays(target.value)}
            />
          )}
        </Field>
        <Field
          label="Only this auditor"
          optional
          error={wrongName ? "That is no address." : undefined}
          hint="Left empty, whoever comes first."
        >
          {(ids) => <Input {...ids} value={named} onChange={({ target }) => setNamed(target.value)} />}
        </Field>
        <ShortOf owner={sponsor} held={held} needed={amount} what="the reward" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong || short}
          onClick={() =>
            now !== undefined &&
            void send(async () =>
              contractCall({
                address: contracts.AuditBounties,
                abi: auditBountiesAbi,
                functionName: "open",
                args: [
                  {
                    serviceId: service.id,
                    version: service.versionNumber,
                    reward: amount,
                    bond: stake,
                    named: named.trim() === "" ? zeroAddress : getAddress(named.trim()),
                    submitBy: Number(now + BigInt(days) * DAY),
                  },
                  await permit(contracts.AuditBounties, amount),
                ],
              }),
            )
          }
        >
          Set {formatMoney(amount, token)} aside
        </Button>
      </div>
    </Dialog>
  );
}
