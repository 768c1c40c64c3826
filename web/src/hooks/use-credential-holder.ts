import type { Address, Hex } from "viem";
import { useReadContract } from "wagmi";
import { attestationAdapterAbi, membersAbi } from "../../../contracts/generated.ts";
import { useStoaConfig } from "../lib/config.ts";

/** The member who has shown a credential of this person; the zero address for none. @param person as its issuer numbers him */
export function useCredentialHolder(person: Hex | undefined): Address | undefined {
  const { contracts } = useStoaConfig();
  const adapter = contracts.AttestationAdapter;
  const { data: nullifier } = useReadContract({
    address: adapter,
    abi: attestationAdapterAbi,
    functionName: "nullifierOf",
    args: person && [person],
    query: { enabled: person !== undefined, staleTime: Infinity },
  });
  const { data: holder } = useReadContract({
    address: contracts.Members,
    abi: membersAbi,
    functionName: "holderOf",
    args: nullifier && [adapter, nullifier],
    query: { enabled: nullifier !== undefined, refetchInterval: 8_000 },
  });
  return holder;
}
