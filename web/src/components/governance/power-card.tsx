import { useState } from "react";
import { zeroAddress, type Address } from "viem";
import { useStoaAccount, useWeights } from "../../hooks/use-weights.ts";
import { isSameAddress } from "../../lib/format.ts";
import { formatStoa, formatVoice } from "../../lib/stoa.ts";
import { AddressText } from "../address-text.tsx";
import { Fact } from "../fact.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { DelegateDialog } from "./delegate-dialog.tsx";

/** What an account weighs in votes now, and who votes with its tokens. */
export function PowerCard({ account }: { account: Address }) {
  const { balance, delegate } = useStoaAccount(account);
  const { data: weights } = useWeights(account);
  const [open, setOpen] = useState(false);
  const undelegated = delegate === zeroAddress;

  return (
    <Card aria-label="Your weight in votes" className="pb-5">
      <CardHeader
        title="Your weight in votes"
        description="Power is what is delegated to you. Voice is your own, as a member."
        actions={
          <Button size="sm" variant={undelegated ? "primary" : "outline"} onClick={() => setOpen(true)}>
            Delegate
          </Button>
        }
      />
      <dl className="grid grid-cols-2 gap-5 px-5 pt-4 text-sm sm:grid-cols-4">
        <Fact label="Power">{weights ? formatStoa(weights.power) : "…"}</Fact>
        <Fact label="Voice">{weights ? formatVoice(weights.voice) : "…"}</Fact>
        <Fact label="In your wallet">{balance === undefined ? "…" : formatStoa(balance)}</Fact>
        <Fact label="Your tokens vote with">
          {delegate === undefined ? (
            "…"
          ) : undelegated ? (
            "Nobody"
          ) : isSameAddress(delegate, account) ? (
            "You"
          ) : (
            <AddressText address={delegate} copy />
          )}
        </Fact>
      </dl>
      {undelegated && balance !== undefined && balance > 0n && (
        <Notice tone="caution" className="mx-5 mt-4">
          Tokens that are delegated to nobody do not vote. Delegate them to yourself to vote with them.
        </Notice>
      )}
      {open && <DelegateDialog account={account} current={delegate} onClose={() => setOpen(false)} />}
    </Card>
  );
}
