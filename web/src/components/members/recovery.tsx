import { toast } from "sonner";
import type { Address } from "viem";
import { encodeCredential, type Credential } from "../../../../contracts/credential.ts";
import { membersAbi } from "../../../../contracts/generated.ts";
import { useMembership } from "../../hooks/use-members.ts";
import { useTransaction } from "../../hooks/use-transaction.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { contractCall } from "../../lib/contract-call.ts";
import { levelWords } from "../../lib/membership.ts";
import { formatStoa } from "../../lib/stoa.ts";
import { isBusy } from "../../lib/transaction-state.ts";
import { AddressText } from "../address-text.tsx";
import { Preview } from "../preview.tsx";
import { TransactionStatus } from "../transaction-status.tsx";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

interface RecoveryProps {
  account: Address;
  /** Who is a member with an older credential of the same person. */
  holder: Address;
  credential: Credential;
}

/** Moves a person's membership from the wallet that has it to his new one. */
export function Recovery({ account, holder, credential }: RecoveryProps) {
  const { contracts } = useStoaConfig();
  const old = useMembership(holder);
  const { state, send } = useTransaction(`recover:${account}`, () =>
    toast.success("The membership is this wallet’s now"),
  );
  return (
    <>
      <Notice title="This person is a member already">
        His membership moves to this wallet, with its bond, its fees and its time. The other wallet has no
        voice from then on.
      </Notice>
      <Preview
        rows={[
          ["Now with", <AddressText key="holder" address={holder} />],
          ["Voice", old ? levelWords(old.multiplierBps) : "…"],
          ["Bond", old ? (old.bond === 0n ? "None" : formatStoa(old.bond)) : "…"],
        ]}
      />
      {state.step !== "indexed" && <TransactionStatus state={state} />}
      <Button
        variant="primary"
        busy={isBusy(state)}
        onClick={() =>
          void send(() =>
            contractCall({
              address: contracts.Members,
              abi: membersAbi,
              functionName: "recover",
              args: [account, contracts.AttestationAdapter, encodeCredential(credential)],
            }),
          )
        }
      >
        Recover the membership
      </Button>
    </>
  );
}
