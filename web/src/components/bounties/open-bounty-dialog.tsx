import { useNavigate } from "@tanstack/react-router";
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
import { formatDuration, formatMoney, formatTime, isSameAddress, parseAmount } from "../../lib/format.ts";
import { newestBountyOf } from "../../lib/newest-bounty.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { AddressInput, Field, Input } from "../ui/field.tsx";

const DAY = 86_400;
/** Seconds that may pass between the form and its block. */
const MARGIN = 600;

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
  const navigate = useNavigate();
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
    void newestBountyOf(sponsor).then((id) =>
      id === undefined ? undefined : navigate({ to: "/bounties/$id", params: { id: String(id) } }),
    );
  });
  const amount = parseAmount(reward, token) ?? 0n;
  const stake = parseAmount(bond, token) ?? 0n;
  const [fewest, most] = bounds
    ? [Math.ceil((bounds.call.shortest + MARGIN) / DAY), Math.floor((bounds.call.longest - MARGIN) / DAY)]
    : [1, 1];
  const wrongDays = !/^\d{1,3}$/.test(days) || Number(days) < fewest || Number(days) > most;
  const submitBy = wrongDays || now === undefined ? undefined : now + BigInt(Number(days) * DAY);
  const nameProblem = auditorProblem(named.trim(), sponsor, service.owner);
  const short = isShort(held, amount);
  // What the wallet holds, where that is a reward at all: without enough, the dialog says so below.
  const holds = bounds !== undefined && held !== undefined && held >= bounds.reward.least;
  const mostReward = holds && held < bounds.reward.most ? held : bounds?.reward.most;
  const wrong =
    !bounds ||
    submitBy === undefined ||
    nameProblem !== undefined ||
    amountProblem(reward, token, bounds.reward) !== undefined ||
    amountProblem(bond, token, { ...bounds.bond, most: amount }) !== undefined;

  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`A bounty for ${service.name}`}
      description={`You set money aside for an auditor’s report on version ${service.versionNumber}, the newest. Anybody can sponsor one.`}
    >
      <div className="grid grid-cols-1 gap-4">
        <AmountField
          label="Reward"
          value={reward}
          onChange={setReward}
          least={bounds?.reward.least}
          most={mostReward}
          hint="Leaves your wallet now, and waits for a report."
        />
        <AmountField
          label="Auditor’s bond"
          value={bond}
          onChange={setBond}
          {...bounds?.bond}
          most={amount > 0n ? amount : undefined}
          hint="What a report is handed in with, against empty ones. It is yours if the Court rejects the report."
        />
        <Field
          label="Days to hand it in"
          error={wrongDays ? `Between ${fewest} and ${most} whole days.` : undefined}
        >
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
          error={nameProblem}
          hint="Left empty, whoever hands a report in first."
        >
          {(ids) => <AddressInput {...ids} value={named} onChange={({ target }) => setNamed(target.value)} />}
        </Field>
        <Preview
          rows={[
            ["Reports are due", submitBy === undefined ? "…" : formatTime(submitBy)],
            ["Then you accept, or go to court, within", bounds ? formatDuration(bounds.reviewWindow) : "…"],
            ["If you stay silent", "the report counts as accepted"],
            ["If no report comes", `${formatMoney(amount, token)} come back`],
          ]}
        />
        <ShortOf owner={sponsor} held={held} needed={amount} what="the reward" />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong || short}
          onClick={() =>
            submitBy !== undefined &&
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
                    submitBy: Number(submitBy),
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

/** What is wrong with the only auditor who may; undefined when nobody is named, or one who can. */
function auditorProblem(named: string, sponsor: Address, owner: Address): string | undefined {
  if (named === "") return undefined;
  if (!isAddress(named)) return "This is no address.";
  if (isSameAddress(named, sponsor)) return "This is your own wallet, and a sponsor hands in no report.";
  return isSameAddress(named, owner) ? "This is the service’s publisher." : undefined;
}
