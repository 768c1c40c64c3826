import { useCallback } from "react";
import type { Address } from "viem";
import { courtAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import type { Evidence } from "../lib/evidence.ts";
import type { Harmed } from "../lib/harmed.ts";
import { usePermit } from "./use-permit.ts";

/** What a case is about, as its opening names it. Amounts in token base units. */
export type CaseSubjectOf =
  /** @property most that can be taken: half of the stake. */
  | {
      readonly kind: "stake";
      readonly serviceId: bigint;
      readonly publisher: Address;
      readonly most: bigint;
    }
  /** @property most what the payee has filed. */
  | {
      readonly kind: "bond";
      readonly payee: Address;
      readonly gateway: Address;
      readonly run: bigint;
      readonly most: bigint;
    }
  /** @property deadline of the dispute, Unix seconds. */
  | { readonly kind: "charge"; readonly disputeId: bigint; readonly deadline: bigint }
  | { readonly kind: "review"; readonly serviceId: bigint; readonly client: Address; readonly index: bigint }
  | { readonly kind: "bounty"; readonly bountyId: bigint; readonly reward: bigint };

interface Opening {
  /** Of a stake or a bond's claims, token base units. */
  readonly amount: bigint;
  /** Token base units. */
  readonly bond: bigint;
  /** What the arbitrator asks, wei. */
  readonly cost: bigint;
  /** Clients whom a stake's case names. */
  readonly harmed: readonly Harmed[];
  readonly evidence: Evidence;
}

/** Asks the wallet for the bond's permit, for the transaction that opens a case. */
export function useOpenCase() {
  const { contracts } = useStoaConfig();
  const permit = usePermit();

  return useCallback(
    async (subject: CaseSubjectOf, opening: Opening): Promise<ContractCall> => {
      const { amount, bond, cost: value, harmed, evidence } = opening;
      const court = { address: contracts.Court, abi: courtAbi, value } as const;
      if (subject.kind === "charge")
        return contractCall({ ...court, functionName: "openCharge", args: [subject.disputeId, evidence] });
      const signed = await permit(contracts.Court, bond);
      switch (subject.kind) {
        case "stake":
          return contractCall({
            ...court,
            functionName: "openStake",
            args: [subject.serviceId, amount, harmed, evidence, signed],
          });
        case "bond":
          return contractCall({
            ...court,
            functionName: "openBond",
            args: [subject.payee, amount, evidence, signed],
          });
        case "review":
          return contractCall({
            ...court,
            functionName: "openReview",
            args: [subject.serviceId, subject.client, subject.index, evidence, signed],
          });
        case "bounty":
          return contractCall({
            ...court,
            functionName: "openBounty",
            args: [subject.bountyId, evidence, signed],
          });
      }
    },
    [contracts, permit],
  );
}
