import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { streamsAbi } from "../../../../contracts/generated.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useShortestFunding } from "../../hooks/use-streams.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney, parseAmount } from "../../lib/format.ts";
import { hourly } from "../../lib/streams.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Faucet } from "../money/faucet.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

interface OpenStreamDialogProps {
  serviceId: bigint;
  name: string;
  /** Token base units by the second, and seconds. */
  offer: { readonly ratePerSecond: bigint; readonly notice: number };
  payer: Address;
  onClose: () => void;
}

/** Sets money of the wallet aside for a service, at the rate that it asks. */
export function OpenStreamDialog({ serviceId, name, offer, payer, onClose }: OpenStreamDialogProps) {
  const { contracts, gateway, token } = useStoaConfig();
  const { data: held } = useTokenBalance(payer);
  const permit = usePermit();
  const shortest = useShortestFunding();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`open-stream:${serviceId}`, () => {
    toast.success("The stream runs");
    onClose();
  });
  const { ratePerSecond, notice } = offer;
  const least = ratePerSecond * BigInt(notice + (shortest ?? 0));
  const deposit = parseAmount(text, token) ?? 0n;
  const wrong = shortest === undefined || amountProblem(text, token, { least, most: held }) !== undefined;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!isBusy(state)}
      title={`A stream for ${name}`}
      description="What it has not earned when it ends is yours to collect."
    >
      <div className="grid grid-cols-1 gap-4">
        <AmountField label="Set aside" value={text} onChange={setText} least={least} most={held} />
        <Preview
          rows={[
            ["Costs", hourly(ratePerSecond, token)],
            ["Runs for", wrong ? "…" : formatDuration(Number(deposit / ratePerSecond))],
            ["Earns on after you close it", notice === 0 ? "Not at all" : formatDuration(notice)],
          ]}
        />
        {held !== undefined && held < least && <Faucet owner={payer} />}
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          variant="primary"
          busy={isBusy(state)}
          disabled={wrong}
          onClick={() =>
            void send(async () =>
              contractCall({
                address: contracts.Streams,
                abi: streamsAbi,
                functionName: "openFromWallet",
                args: [
                  gateway,
                  serviceId,
                  ratePerSecond,
                  deposit,
                  notice,
                  await permit(contracts.Streams, deposit),
                ],
              }),
            )
          }
        >
          Set {formatMoney(deposit, token)} aside
        </Button>
      </div>
    </Dialog>
  );
}
