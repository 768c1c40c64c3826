import { KeyRound } from "lucide-react";
import { useState } from "react";
import { useConnection } from "wagmi";
import { useChainTime } from "../../hooks/use-chain-time.ts";
import type { PrepaidFor } from "../../hooks/use-prepaid-for.ts";
import type { SubscriptionUse } from "../../hooks/use-prepaid-uses.ts";
import { useSessionKeys } from "../../hooks/use-session-keys.ts";
import { useVaultAccount } from "../../hooks/use-vault-account.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney, formatRelative, shortHex } from "../../lib/format.ts";
import { callsWords } from "../../lib/plans.ts";
import { isUsable, remainingCap } from "../../lib/session-keys.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { CreateKeyForm } from "../keys/create-key-form.tsx";
import { CountingNotice } from "../money/counting-notice.tsx";
import { DepositDialog } from "../money/deposit-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";

/** `998 of 1,000 calls left`. */
function callsLeft({ plan, used }: SubscriptionUse): string {
  const calls = BigInt(plan?.calls ?? 0);
  return `${(calls - used).toLocaleString("en-US")} of ${callsWords(calls)} left`;
}

/** What stands between a visitor and a paid call: a wallet, a balance, a key. One step at a time. */
export function PaymentPanel({ price, ahead }: { price: bigint; ahead: PrepaidFor }) {
  const { token } = useStoaConfig();
  const { address } = useConnection();
  const now = useChainTime() ?? 0n;
  const { keys } = useSessionKeys(address);
  const { data: account } = useVaultAccount(address);
  const [depositing, setDepositing] = useState(false);
  const key = keys.find((candidate) => isUsable(candidate, now));
  const isAhead = ahead.prepaid.length > 0;
  const spendable = account ? account.balance - account.thawing : 0n;

  return (
    <Card className="p-5" aria-label="Payment">
      <div className="flex items-center justify-between gap-4">
        <h2 className="flex items-center gap-2 text-sm font-semibold">
          <KeyRound className="size-4 text-ink-muted" aria-hidden />{" "}
          {isAhead ? "Paid ahead" : "Paid by the call"}
        </h2>
        <p className="text-sm font-medium tabular-nums">{formatMoney(isAhead ? 0n : price, token)}</p>
      </div>
      {isAhead && (
        <p className="mt-2 text-sm text-ink-muted tabular-nums">
          {ahead.subscription
            ? `Your subscription pays: ${callsLeft(ahead.subscription)}. Each call beyond costs ${formatMoney(price, token)}.`
            : "Your stream pays, as long as it runs."}
        </p>
      )}

      {!address && (
        <div className="mt-3.5 grid grid-cols-1 gap-3.5">
          <p className="text-sm text-ink-muted">
            Connect a wallet, deposit once, and let a key in this browser pay from it without further prompts.
          </p>
          <Button variant="primary" onClick={openWalletDialog}>
            Connect wallet
          </Button>
        </div>
      )}

      {address && account && !isAhead && spendable < price && (
        <Notice tone="caution" title="Your escrow balance does not cover this call" className="mt-3.5">
          <p>
            {formatMoney(spendable, token)} can be spent at this gateway.{" "}
            {account.thawing > 0n && "The rest is on its way out."}
          </p>
          <Button className="mt-2.5" size="sm" onClick={() => setDepositing(true)}>
            Deposit
          </Button>
        </Notice>
      )}

      {address && <CountingNotice payer={address} className="mt-3.5" />}

      {address && !key && (
        <div className="mt-4">
          <p className="mb-4 text-sm text-ink-muted">
            A key in this browser pays for your calls, up to a cap that you sign once.
          </p>
          <CreateKeyForm keepHere />
        </div>
      )}

      {key && (
        <dl className="mt-3.5 grid grid-cols-1 gap-1.5 text-sm tabular-nums">
          <div className="flex justify-between gap-4">
            <dt className="text-ink-muted">Key</dt>
            <dd className="font-mono text-[0.8125rem]" title={key.grant.key}>
              {shortHex(key.grant.key)}
            </dd>
          </div>
          <div className="flex justify-between gap-4">
            <dt className="text-ink-muted">Left of its cap</dt>
            <dd>
              {formatMoney(remainingCap(key), token)} of {formatMoney(key.grant.cap, token)}
            </dd>
          </div>
          <div className="flex justify-between gap-4">
            <dt className="text-ink-muted">Ends</dt>
            <dd>{formatRelative(key.grant.validBefore, now)}</dd>
          </div>
        </dl>
      )}
      {address && <DepositDialog payer={address} open={depositing} onOpenChange={setDepositing} />}
    </Card>
  );
}
