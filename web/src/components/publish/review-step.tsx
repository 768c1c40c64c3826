import { useState } from "react";
import { serviceRegistryAbi } from "../../../../contracts/generated.ts";
import { canonicalHash, type Manifest } from "../../../../contracts/manifest.ts";
import { useMinStake } from "../../hooks/use-min-stake.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import type { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatAmount, formatMoney, parseAmount } from "../../lib/format.ts";
import { draftRelease, draftTerms, registrationFile, type ListingDraft } from "../../lib/listing-draft.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AmountField, amountProblem } from "../amount-field.tsx";
import { Faucet } from "../money/faucet.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";

interface ReviewStepProps {
  publisher: `0x${string}`;
  draft: ListingDraft;
  manifest: Manifest;
  transaction: ReturnType<typeof useTransaction>;
}

/** The manifest as it will be published, its hash, the stake, and one transaction for all of it. */
export function ReviewStep({ publisher, draft, manifest, transaction }: ReviewStepProps) {
  const { contracts, token, publicUrl } = useStoaConfig();
  const { data: least = 0n } = useMinStake("selfHosted");
  const { data: held = 0n } = useTokenBalance(publisher);
  const [typed, setTyped] = useState<string>();
  const permit = usePermit();
  const { state, send } = transaction;
  const registry = contracts.ServiceRegistry;
  const text = typed ?? formatAmount(least, token).replaceAll(",", "");
  const stake = parseAmount(text, token) ?? 0n;
  const terms = draftTerms(draft, token);

  const list = () =>
    send(async () =>
      contractCall({
        address: registry,
        abi: serviceRegistryAbi,
        functionName: "list",
        args: [
          {
            name: manifest.name,
            agentURI: registrationFile(manifest, publicUrl),
            terms,
            ...draftRelease(draft, manifest),
            stake,
          },
          await permit(registry, stake),
        ],
      }),
    );

  return (
    <Card className="grid grid-cols-1 gap-4 p-5" aria-label="Review">
      <details className="text-sm" open>
        <summary className="w-fit cursor-pointer rounded-md font-medium">
          Manifest, as it is published on chain
        </summary>
        <CodeBlock label="Manifest" code={JSON.stringify(manifest, null, 2)} className="mt-2.5" />
      </details>
      <AmountField
        label="Stake"
        value={text}
        onChange={setTyped}
        least={least}
        most={held}
        hint={`${formatMoney(least, token)} at least; ${formatMoney(held, token)} in your wallet. It stays yours and thaws for 14 days when you take it out.`}
      />
      <Faucet owner={publisher} />
      <Preview
        rows={[
          [
            "Manifest hash",
            <code key="hash" className="font-mono text-xs break-all">
              {canonicalHash(manifest)}
            </code>,
          ],
          [
            "Price",
            terms.maxPrice === 0n ? "Free" : `${formatMoney(terms.maxPrice, token)} at most per call`,
          ],
          ["You sign", `a permit for exactly ${formatMoney(stake, token)}`],
          ["Then", "one transaction that names, prices, stakes and activates the service"],
          ["Name", "given once; it cannot be changed"],
        ]}
      />
      <TransactionStatus state={state} />
      <Button
        variant="primary"
        size="lg"
        busy={isBusy(state)}
        disabled={amountProblem(text, token, { least, most: held }) !== undefined}
        onClick={() => void list()}
      >
        Stake and list
      </Button>
    </Card>
  );
}
