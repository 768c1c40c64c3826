import { useState } from "react";
import { toast } from "sonner";
import { keccak256, type Address, type Hex } from "viem";
import { auditBountiesAbi } from "../../../../contracts/generated.ts";
import { useBountyBounds } from "../../hooks/use-bounty-bounds.ts";
import { usePermit } from "../../hooks/use-permit.ts";
import { useTokenBalance } from "../../hooks/use-token-balance.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import type { Bounty } from "../../lib/bounties.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { formatDuration, formatMoney, shortHex } from "../../lib/format.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { isShort, ShortOf } from "../money/short-of.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

/** Bytes of a report's address: `MAX_URI` in AuditBounties.sol. */
const MAX_URI = 256;

/** What is wrong with where a report can be read; undefined when it can be handed in. */
function uriProblem(uri: string): string | undefined {
  const bytes = new TextEncoder().encode(uri).length;
  if (bytes > MAX_URI) return `${bytes} bytes are more than the ${MAX_URI} that the chain takes.`;
  return /^(https?|ipfs|ar):\/\/\S+$/.test(uri)
    ? undefined
    : "An address that begins with https:// is needed.";
}

/** Hands a report in: its file is hashed here and goes nowhere, its address and hash go on the chain. */
export function HandInForm({ bounty, auditor }: { bounty: Bounty; auditor: Address }) {
  const { contracts, token } = useStoaConfig();
  const permit = usePermit();
  const bounds = useBountyBounds();
  const { data: held } = useTokenBalance(auditor);
  const [uri, setUri] = useState("");
  const [hash, setHash] = useState<Hex>();
  const { state, send } = useTransaction(`hand-in:${bounty.id}`, () =>
    toast.success("Your report is handed in"),
  );
  const where = uri.trim();
  const problem = uriProblem(where);
  const bond = formatMoney(bounty.bond, token);

  return (
    <div className="grid grid-cols-1 gap-3">
      <Field
        label="The report’s file"
        hint={
          hash
            ? `Its hash: ${shortHex(hash, 8)}`
            : "It is hashed in your browser and sent nowhere. The hash shows later that it is the same file."
        }
      >
        {(ids) => (
          <Input
            {...ids}
            type="file"
            className="h-auto py-1.5"
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
        hint="Everybody can see this address, and the sponsor has to be able to open it."
        error={where === "" ? undefined : problem}
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
      <Notice>
        You put up {bond}. The sponsor has {bounds === undefined ? "…" : formatDuration(bounds.reviewWindow)}{" "}
        to accept the report or to go to court, and silence accepts it. Accepted, the reward and your bond are
        yours. If the Court rejects it, the bond is the sponsor’s.
      </Notice>
      <ShortOf owner={auditor} held={held} needed={bounty.bond} what="the bond" />
      {state.step !== "indexed" && state.step !== "idle" && <TransactionStatus state={state} />}
      <Button
        variant="primary"
        className="justify-self-start"
        busy={isBusy(state)}
        disabled={hash === undefined || problem !== undefined || isShort(held, bounty.bond)}
        onClick={() =>
          hash !== undefined &&
          void send(async () =>
            contractCall({
              address: contracts.AuditBounties,
              abi: auditBountiesAbi,
              functionName: "submit",
              args: [bounty.id, hash, where, await permit(contracts.AuditBounties, bounty.bond)],
            }),
          )
        }
      >
        Put up {bond} and hand it in
      </Button>
    </div>
  );
}
