import { useState } from "react";
import type { Address } from "viem";
import { useExposure } from "../../hooks/use-account-calls.ts";
import { useCounting } from "../../hooks/use-counting.ts";
import { useSession } from "../../hooks/use-session.ts";
import { useVaultAccount } from "../../hooks/use-vault-account.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatAmount, formatMoney } from "../../lib/format.ts";
import { CountingNotice } from "../money/counting-notice.tsx";
import { rememberedTransaction } from "../../lib/pending-transactions.ts";
import { DepositDialog } from "../money/deposit-dialog.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { ThawDialog } from "./thaw-dialog.tsx";
import { ThawNotice } from "./thaw-notice.tsx";

function Part({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-muted">{label}</dt>
      <dd className="mt-0.5 font-medium tabular-nums">{children}</dd>
    </div>
  );
}

/** What can be spent, and what stands against it. The chain decides; the gateway adds what is charged and not claimed. */
export function BalanceCard({ payer }: { payer: Address }) {
  const { token } = useStoaConfig();
  const { data: account } = useVaultAccount(payer);
  const { data: counting, isPending } = useCounting(payer);
  const { signedIn, signIn } = useSession();
  const { data: exposure } = useExposure(payer, signedIn);
  // After a reload, a transaction on its way is shown again where it was sent from.
  const [dialog, setDialog] = useState<"deposit" | "thaw" | undefined>(() =>
    (["deposit", "thaw"] as const).find((each) => rememberedTransaction(`${each}:${payer}`)),
  );
  const close = (open: boolean) => setDialog(open ? dialog : undefined);
  const hidden = (
    <button
      type="button"
      className="min-h-6 rounded-md text-sm text-accent hover:underline"
      onClick={() => signIn.mutate()}
    >
      Sign in to see
    </button>
  );

  if (!account || isPending) return <Skeleton className="h-52 w-full rounded-xl" />;
  const onHold = exposure ? exposure.unclaimed + exposure.reserved : 0n;
  // Should the gateway not say what counts, its refusal of a call will.
  const counted = counting && counting.counted < account.balance ? counting.counted : account.balance;
  const rest = counted - account.thawing - onHold;
  const available = rest > 0n ? rest : 0n;

  return (
    <Card className="overflow-hidden" aria-label="Balance">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-5 p-6">
        <div>
          <p className="text-sm text-ink-muted">Available to spend</p>
          <p className="mt-1 text-4xl font-semibold tracking-[-0.03em] tabular-nums" data-testid="available">
            {formatAmount(available, token)}
            <span className="ms-2 text-lg font-medium tracking-normal text-ink-muted">{token.symbol}</span>
          </p>
          <CountingNotice payer={payer} className="mt-2" />
        </div>
        <div className="flex gap-2">
          <Button variant="primary" onClick={() => setDialog("deposit")}>
            Deposit
          </Button>
          <Button disabled={account.balance === account.thawing} onClick={() => setDialog("thaw")}>
            Take out
          </Button>
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-5 border-t bg-sunken/50 px-6 py-4 sm:grid-cols-4">
        <Part label="On chain">{formatMoney(account.balance, token)}</Part>
        <Part label="Charged, not claimed yet">
          {exposure ? formatMoney(exposure.unclaimed, token) : hidden}
        </Part>
        <Part label="Reserved by running calls">
          {exposure ? formatMoney(exposure.reserved, token) : hidden}
        </Part>
        <Part label="Thawing">{formatMoney(account.thawing, token)}</Part>
      </dl>
      {account.thawing > 0n && (
        <ThawNotice payer={payer} amount={account.thawing} end={BigInt(account.thawEnd)} />
      )}
      <DepositDialog payer={payer} open={dialog === "deposit"} onOpenChange={close} />
      <ThawDialog
        payer={payer}
        most={account.balance - account.thawing}
        open={dialog === "thaw"}
        onOpenChange={close}
      />
    </Card>
  );
}
