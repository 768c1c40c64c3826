import { useState } from "react";
import { toast } from "sonner";
import type { Address } from "viem";
import { useEarnings } from "../../hooks/use-earnings.ts";
import { useRefundCall } from "../../hooks/use-refund-call.ts";
import { useCallReceipt, useCustomers } from "../../hooks/use-refunds.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { formatAmount, formatMoney, isSameAddress, parseAmount, shortHex } from "../../lib/format.ts";
import type { Service } from "../../lib/service-row.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHeader } from "../ui/card.tsx";
import { Field, Input, Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { RefundHistory } from "./refund-history.tsx";

const nameOf = ({ payer, gateway }: { payer: Address; gateway: Address }) =>
  `${payer} ${gateway}`.toLowerCase();

/** Gives back what a payer was charged: one call by its receipt, or any amount that the service has earned. */
export function RefundCard({ service, account }: { service: Service; account: Address }) {
  const { token } = useStoaConfig();
  const { data: earnings = [] } = useEarnings(service.payee);
  const { data: customers = [] } = useCustomers(service.id);
  const receipt = useCallReceipt(service.id);
  const refundCall = useRefundCall();
  const [callId, setCallId] = useState("");
  const [chosen, setChosen] = useState("");
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`refund:${service.id}`, () => {
    toast.success("Refunded");
    setText("");
    setCallId("");
    receipt.reset();
  });

  const { pending = 0n, matured = 0n } = earnings.find(({ serviceId }) => serviceId === service.id) ?? {};
  const money = (value: bigint) => formatMoney(value, token);
  // The payer of a call that is not claimed yet is no customer on chain.
  const ofReceipt = receipt.data ? [{ ...receipt.data, gross: 0n }] : [];
  const payers = [
    ...customers,
    ...ofReceipt.filter((each) => !customers.some((known) => nameOf(known) === nameOf(each))),
  ];
  const payer = payers.find((each) => nameOf(each) === chosen);
  const most = pending + matured;
  const amount = parseAmount(text, token) ?? 0n;
  const isPayee = isSameAddress(service.payee, account);

  const fillIn = () =>
    receipt.mutate(callId, {
      onSuccess: (found) => {
        setChosen(nameOf(found));
        const covered = found.price < most ? found.price : most;
        setText(formatAmount(covered, token).replaceAll(",", ""));
      },
    });

  return (
    <Card className="pb-5" aria-label="Refund">
      <CardHeader
        title="Refund"
        description={`Back into the payer’s account, at once. ${money(pending)} still maturing pays first, then ${money(matured)} matured. The fee is not returned.`}
      />
      {!isPayee && (
        <Notice tone="caution" title="Another wallet is paid for this service" className="mx-5 mt-4">
          Only {shortHex(service.payee)} can sign its refunds.
        </Notice>
      )}
      <form
        className="grid grid-cols-1 gap-4 px-5 pt-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!payer) return;
          void send(() =>
            refundCall({ serviceId: service.id, payer: payer.payer, gateway: payer.gateway, amount }),
          );
        }}
      >
        <Field
          label="Call"
          optional
          hint={
            receipt.data
              ? `It cost ${money(receipt.data.price)}, charged to ${shortHex(receipt.data.payer)}.`
              : "Its id or the receipt’s: fills in who paid, and how much."
          }
          error={receipt.error ? problemOf(receipt.error) : undefined}
        >
          {(ids) => (
            <div className="flex gap-2">
              <Input {...ids} value={callId} onChange={({ target }) => setCallId(target.value)} />
              <Button disabled={callId.trim() === ""} busy={receipt.isPending} onClick={fillIn}>
                Fill in
              </Button>
            </div>
          )}
        </Field>
        <Field label="Payer" hint={payers.length === 0 ? "Nobody has paid for this service yet." : undefined}>
          {(ids) => (
            <Select {...ids} value={chosen} onChange={({ target }) => setChosen(target.value)}>
              <option value="">Choose who is refunded</option>
              {payers.map((each) => (
                <option key={nameOf(each)} value={nameOf(each)}>
                  {shortHex(each.payer)} at gateway {shortHex(each.gateway)}, {money(each.gross)} claimed
                </option>
              ))}
            </Select>
          )}
        </Field>
        <AmountField label="Amount" value={text} onChange={setText} most={most} />
        <Preview
          rows={[
            ["You sign", "a refund for this payer and amount, valid one hour"],
            ["Then", "one transaction that sends it"],
            ["Reversible", "no"],
          ]}
        />
        {state.step !== "indexed" && <TransactionStatus state={state} />}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          busy={isBusy(state)}
          disabled={!isPayee || !payer || amountProblem(text, token, { most }) !== undefined}
        >
          Refund {amount > 0n && money(amount)}
        </Button>
      </form>
      <RefundHistory serviceId={service.id} />
    </Card>
  );
}
