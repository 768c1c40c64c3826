import { useCallback } from "react";
import { parseAbi, type Address } from "viem";
import { useConnection, usePublicClient } from "wagmi";
import { permitArgument, permitTypedData } from "../../../sdk/deposit.ts";
import { useStoaConfig } from "../lib/config.ts";
import { tokenDomain } from "../lib/token-domain.ts";
import { useWallet } from "./use-wallet.ts";

const noncesAbi = parseAbi(["function nonces(address owner) view returns (uint256)"]);

/** Seconds that a permit stays valid: long enough to confirm, too short to be found later. */
const PERMIT_LIFE = 3_600n;

/**
 * Asks the wallet for an EIP-2612 permit over exactly `amount`, of the vault's token if no other is named, for the contract
 * that takes it in the same transaction.
 */
export function usePermit() {
  const config = useStoaConfig();
  const { address: owner } = useConnection();
  const client = usePublicClient();
  const connected = useWallet();

  return useCallback(
    async (spender: Address, amount: bigint, address: Address = config.token.address) => {
      if (!client || !owner) throw new Error("Connect a wallet first.");
      const { chainId } = config;
      const [token, nonce, { timestamp }] = await Promise.all([
        tokenDomain(client, { chainId, token: { address } }),
        client.readContract({ address, abi: noncesAbi, functionName: "nonces", args: [owner] }),
        client.getBlock(),
      ]);
      const deadline = timestamp + PERMIT_LIFE;
      const wallet = await connected();
      const signature = await wallet.signTypedData(
        permitTypedData({ token, owner, spender, amount, nonce, deadline }),
      );
      return permitArgument(deadline, signature);
    },
    [client, connected, owner, config],
  );
}
