import { useState } from "react";
import { toast } from "sonner";
import { zeroAddress, type Address } from "viem";
import { encodeCredential } from "../../../../contracts/credential.ts";
import { membersAbi } from "../../../../contracts/generated.ts";
import { useCredentialHolder } from "../../hooks/use-credential-holder.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { isSameAddress } from "../../lib/format.ts";
import { readCredential } from "../../lib/read-credential.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Field, Textarea } from "../ui/field.tsx";
import { Recovery } from "./recovery.tsx";

/**
 * Enrolment by a credential that an attester gave to this account; or one more beside the bond. One of a person who is a
 * member with another wallet moves the membership here.
 */
export function CredentialForm({ account, bonded }: { account: Address; bonded: boolean }) {
  const { contracts } = useStoaConfig();
  const [text, setText] = useState("");
  const { state, send } = useTransaction(`credential:${account}`, () => {
    toast.success("Your credential counts");
    setText("");
  });
  const read = readCredential(text, account);
  const credential = "credential" in read ? read.credential : undefined;
  const holder = useCredentialHolder(credential?.attestation.data);
  const elsewhere = holder && !isSameAddress(holder, zeroAddress) && !isSameAddress(holder, account);

  return (
    <section aria-label="By credential" className="grid content-start gap-4">
      <div>
        <h3 className="text-sm font-medium">By credential</h3>
        <p className="mt-0.5 text-sm text-ink-muted">
          {bonded
            ? "It makes your voice a whole one, without a new wait."
            : "A whole voice, for one who shows that he is one person. No bond. Who has lost the key of a wallet that is a member asks for a new credential, for this one."}
        </p>
      </div>
      <Field
        label="Credential"
        hint="As its issuer gave it to you: JSON with the attestation and its signature."
        error={text !== "" && "problem" in read ? read.problem : undefined}
      >
        {(ids) => (
          <Textarea
            {...ids}
            spellCheck={false}
            className="min-h-32 font-mono text-xs"
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      {credential && elsewhere && !bonded ? (
        <Recovery account={account} holder={holder} credential={credential} />
      ) : (
        <>
          {state.step !== "indexed" && <TransactionStatus state={state} />}
          <Button
            busy={isBusy(state)}
            disabled={!credential}
            onClick={() =>
              credential &&
              void send(() =>
                contractCall({
                  address: contracts.Members,
                  abi: membersAbi,
                  functionName: "enrolWith",
                  args: [contracts.AttestationAdapter, encodeCredential(credential)],
                }),
              )
            }
          >
            {bonded ? "Add the credential" : "Enrol by credential"}
          </Button>
        </>
      )}
    </section>
  );
}
