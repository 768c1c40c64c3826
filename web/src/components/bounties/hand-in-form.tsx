import { useState } from "react";
import { toast } from "sonner";
import { keccak256, type Hex } from "viem";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { Bounty } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatMoney, shortHex } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";

/** Bytes of a report's address: `MAX_URI` in AuditBounties.sol. */
const MAX_URI = 256;

/** Hands a report in: its file is hashed here and goes nowhere, its address and hash go on the chain. */
export function HandInForm({ bounty }: { bounty: Bounty }) {
  const { contracts, token } = useStoaConfig();
  const permit = usePermit();
  const [uri, setUri] = useState("");
  const [hash, setHash] = useState<Hex>();
  const { state, send } = useTransaction(`hand-in:${bounty.id}`, () =>
    toast.success("Your report is handed in"),
  );
  const bytes = new TextEncoder().encode(uri.trim()).length;
  const long = bytes > MAX_URI;

  return (
    <div className="grid grid-cols-1 gap-3 px-5">
      <Field
        label="The report’s file"
        hint={hash ? `Its hash: ${shortHex(hash, 8)}` : "Hashed in your browser."}
      >
        {(ids) => (
          <Input
            {...ids}
            type="file"
            className="py-1.5"
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              setHash(undefined);
              void file?.arrayBuffer().then((content) => setHash(keccak256(new Uint8Array(content))));
            }}
          />
        )}
      </Field>
      <Field
        label="Where it can be read"
        error={long ? `${bytes} bytes are more than the ${MAX_URI} that the chain takes.` : undefined}
      >
        {(ids) => (
          <Input
            {...ids}
            type="url"
            placeholder="https://…"
            value={uri}
            onChange={({ target }) => setUri(target.value)}
          />
        )}
      </Field>
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      <Button
        variant="primary"
        className="justify-self-start"
        busy={isBusy(state)}
        disabled={hash === undefined || uri.trim() === "" || long}
        onClick={() =>
          hash !== undefined &&
          void send(async () =>
            contractCall({
              address: contracts.AuditBounties,
              abi: auditBountiesAbi,
              functionName: "submit",
              args: [bounty.id, hash, uri.trim(), await permit(contracts.AuditBounties, bounty.bond)],
            }),
          )
        }
      >
        Put up {formatMoney(bounty.bond, token)} and hand it in
      </Button>
    </div>
  );
}
