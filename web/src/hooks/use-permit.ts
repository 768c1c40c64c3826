import { useCallback } from "react";
import { parseAbi, type Address } from "viem";
import { useConnection, usePublicClient, useWalletClient } from "wagmi";
import { permitArgument, permitTypedData, type TokenDomain } from "../../../sdk/deposit.ts";
import { useStoaConfig } from "../lib/config.ts";

const tokenAbi = parseAbi([
  "function name() view returns (string)",
  "function version() view returns (string)",
  "function nonces(address owner) view returns (uint256)",
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
]);

/** Seconds that a permit stays valid: long enough to confirm, too short to be found later. */
const PERMIT_LIFE = 3_600n;

/** Asks the wallet for an EIP-2612 permit over exactly `amount`, for the contract that takes it in the same transaction. */
export function usePermit() {
  const { chainId, token } = useStoaConfig();
  const { address: owner } = useConnection();
  const client = usePublicClient();
  const { data: wallet } = useWalletClient();

  return useCallback(
    async (spender: Address, amount: bigint) => {
      if (!client || !wallet || !owner) throw new Error("Connect a wallet first.");
      const read = { address: token.address, abi: tokenAbi } as const;
      // EIP-5267 where the token has it; Circle's USDC names its domain by name() and version().
      const domain = client
        .readContract({ ...read, functionName: "eip712Domain" })
        .then(([, name, version]) => ({ name, version }))
        .catch(async () => ({
          name: await client.readContract({ ...read, functionName: "name" }),
          version: await client.readContract({ ...read, functionName: "version" }),
        }));
      const [{ name, version }, nonce, { timestamp }] = await Promise.all([
        domain,
        client.readContract({ ...read, functionName: "nonces", args: [owner] }),
        client.getBlock(),
      ]);
      const signed: TokenDomain = { name, version, chainId, verifyingContract: token.address };
      const deadline = timestamp + PERMIT_LIFE;
      const signature = await wallet.signTypedData(
        permitTypedData({ token: signed, owner, spender, amount, nonce, deadline }),
      );
      return permitArgument(deadline, signature);
    },
    [client, wallet, owner, token.address, chainId],
  );
}
