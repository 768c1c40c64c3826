import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { useConnection, usePublicClient } from "wagmi";
import { escrowVaultAbi, forcedClaimsAbi } from "../../../../contracts/generated.ts";
import type { ReceiptedClaim } from "../../../../contracts/payment.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { problemOf } from "../../lib/errors.ts";
import { openOf, type ForceOutcome, type Standing } from "../../lib/force.ts";
import { formatMoney, formatTime } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";

interface ForceDialogProps {
  claim: ReceiptedClaim;
  standing: Standing;
  outcome: Extract<ForceOutcome, { kind: "balance" | "bond" }>;
  service: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Tries a forced claim out, says what it does, and sends it. A key that the chain does not know is registered first. */
export function ForceDialog({ claim, standing, outcome, service, open, onOpenChange }: ForceDialogProps) {
  const { contracts, token } = useStoaConfig();
  const { address } = useConnection();
  const client = usePublicClient();
  const { row, receipt, receiptSignature, grant } = claim;
  const forcing = useTransaction(`force:${receipt.callId}`, () => {
    toast.success(outcome.kind === "balance" ? "Paid from the balance" : "Filed against the bond");
    onOpenChange(false);
  });
  const granting = useTransaction(`grant:${receipt.payer}:${receipt.key}`);
  const force = contractCall({
    address: contracts.ForcedClaims,
    abi: forcedClaimsAbi,
    functionName: "forceClaim",
    args: [row, receipt, receiptSignature],
  });
  const trial = useQuery({
    queryKey: ["trial", receipt.callId, address, standing.keyKnown, String(standing.settled)],
    queryFn: async () => {
      if (!client || !address) throw new Error("Connect a wallet first.");
      await client.simulateContract({ ...force, account: address });
      return true;
    },
    enabled: open && standing.keyKnown,
    retry: false,
    gcTime: 0,
  });
  const rest = openOf(claim, standing) - outcome.amount;
  const shown = isBusy(granting.state) || granting.state.step === "failed" ? granting.state : forcing.state;

  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      dismissible={!isBusy(shown)}
      title="Force a claim"
      description="The chain checks the payer’s voucher and the gateway’s receipt. The money goes to the service’s payee, whoever sends this."
    >
      <div className="grid grid-cols-1 gap-4">
        <Preview
          rows={[
            ["Service", service],
            ["Payer", <AddressText key="payer" address={receipt.payer} />],
            ["Gateway", <AddressText key="gateway" address={receipt.gateway} />],
            ["Receipt of", formatTime(receipt.issuedAt)],
            ["Not claimed", formatMoney(openOf(claim, standing), token)],
            [
              outcome.kind === "balance" ? "The account pays now" : "Filed against the bond",
              `${formatMoney(outcome.amount, token)}, less the fee`,
            ],
            ...(rest > 0n ? [["Not there any more", formatMoney(rest, token)] as const] : []),
          ]}
        />
        {outcome.kind === "bond" && (
          <Notice>
            The payer has left with the money, so the gateway’s bond owes it. Claims are collected for seven
            days from the first one on, and then share the bond.
          </Notice>
        )}
        {!standing.keyKnown && (
          <Notice tone="caution" title="The chain does not know the payer’s key yet">
            {grant
              ? "Its grant came with the receipt. Register it first: that is a transaction of its own."
              : "The receipt came without the key’s grant, so this cannot be forced."}
          </Notice>
        )}
        {trial.error && (
          <Notice tone="negative" title="The chain would refuse this now">
            {problemOf(trial.error)}
          </Notice>
        )}
        {shown.step !== "indexed" && <TransactionStatus state={shown} />}
        {standing.keyKnown ? (
          <Button
            variant="primary"
            busy={isBusy(forcing.state) || trial.isPending}
            disabled={trial.data !== true}
            onClick={() => void forcing.send(() => force)}
          >
            {outcome.kind === "balance" ? "Force the payment" : "File against the bond"}
          </Button>
        ) : (
          <Button
            variant="primary"
            busy={isBusy(granting.state)}
            disabled={!grant}
            onClick={() =>
              grant &&
              void granting.send(() =>
                contractCall({
                  address: contracts.EscrowVault,
                  abi: escrowVaultAbi,
                  functionName: "grantKey",
                  args: [grant],
                }),
              )
            }
          >
            Register the key
          </Button>
        )}
      </div>
    </Dialog>
  );
}
