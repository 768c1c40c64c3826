import { toast } from "sonner";
import { subscriptionsAbi } from "../../../../contracts/generated.ts";
import { cancellationTypes, subscriptionsDomain } from "../../../../contracts/typed-data.ts";
import { useSignedRequest } from "../../hooks/use-signed-request.ts";
import { useSigner } from "../../hooks/use-signer.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, formatRelative, formatTime, isSameAddress } from "../../lib/format.ts";
import { afterCancelling, type Plan, type Subscription } from "../../lib/plans.ts";
import { EndDialog } from "../money/end-dialog.tsx";

interface CancelDialogProps {
  subscription: Subscription;
  plan: Plan;
  /** Chain time, Unix seconds. */
  now: bigint;
  onClose: () => void;
}

/** Ends a subscription, after saying what comes back. The gateway sends it; the payer can as well. */
export function CancelDialog({ subscription, plan, now, onClose }: CancelDialogProps) {
  const { chainId, contracts, gateway, token } = useStoaConfig();
  const signer = useSigner();
  const done = () => {
    toast.success(`${plan.name} is cancelled`);
    onClose();
  };
  const { id, payer, fromWallet } = subscription;
  const request = useSignedRequest(done);
  const transaction = useTransaction(`cancel:${id}`, done);
  const { servesUntil, back } = afterCancelling(subscription, plan, now);

  return (
    <EndDialog
      title={`Cancel ${plan.name}`}
      description="No further period is charged. What is not earned by the end comes back at once."
      rows={[
        [
          "Serves until",
          servesUntil > now ? `${formatTime(servesUntil)}, ${formatRelative(servesUntil, now)}` : "now",
        ],
        ["Comes back", back === 0n ? "Nothing" : `about ${formatMoney(back, token)}`],
        ["To", fromWallet ? "your wallet" : "your account at the gateway"],
      ]}
      action="Cancel the subscription"
      relay={
        isSameAddress(subscription.gateway, gateway)
          ? {
              state: request.state,
              send: () =>
                void request.send(async () => {
                  const { wallet, deadline } = await signer();
                  const cancellation = { subscriptionId: id, to: payer, deadline };
                  const signature = await wallet.signTypedData({
                    domain: subscriptionsDomain(chainId, contracts.Subscriptions),
                    types: cancellationTypes,
                    primaryType: "Cancellation",
                    message: cancellation,
                  });
                  return { path: "/v1/subscriptions/cancellations", body: { cancellation, signature } };
                }),
            }
          : undefined
      }
      own={{
        state: transaction.state,
        send: () =>
          void transaction.send(() =>
            contractCall({
              address: contracts.Subscriptions,
              abi: subscriptionsAbi,
              functionName: "cancel",
              args: [id, payer],
            }),
          ),
      }}
      onClose={onClose}
    />
  );
}
