import { useMutation } from "@tanstack/react-query";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { useConnection, usePublicClient } from "wagmi";
import { signGrant } from "../../../sdk/grant.ts";
import { useStoaConfig } from "../lib/config.ts";
import type { StoredKey } from "../lib/session-keys.ts";
import { useSessionKeys } from "./use-session-keys.ts";
import { useWallet } from "./use-wallet.ts";

export interface KeyWishes {
  readonly name: string;
  /** Token base units. */
  readonly cap: bigint;
  /** Token base units; no limit when absent. */
  readonly maxPerCall?: bigint | undefined;
  /** How long the key serves, seconds. */
  readonly life: bigint;
  /** Whether this browser keeps the private key to pay with. An agent's key is shown once and forgotten. */
  readonly keepHere: boolean;
}

/** Makes a key and has the wallet sign one grant for it. No transaction: the gateway registers it with its first claim. */
export function useCreateKey() {
  const { chainId, gateway, contracts } = useStoaConfig();
  const { address } = useConnection();
  const connected = useWallet();
  const client = usePublicClient();
  const { store } = useSessionKeys(address);

  return useMutation({
    mutationFn: async ({ name, cap, maxPerCall, life, keepHere }: KeyWishes) => {
      if (!client) throw new Error("Connect a wallet first.");
      const wallet = await connected();
      const { timestamp } = await client.getBlock();
      const privateKey = generatePrivateKey();
      const signed = await signGrant(
        { chainId, address: contracts.EscrowVault },
        { account: wallet.account, signTypedData: (parameters) => wallet.signTypedData(parameters) },
        privateKeyToAccount(privateKey),
        { gateway, cap, maxPerCall, validBefore: timestamp + life },
      );
      const key: StoredKey = {
        name,
        createdAt: Date.now(),
        ...signed,
        charged: {},
        privateKey: keepHere ? privateKey : undefined,
      };
      store.add(key);
      return { key, privateKey };
    },
  });
}
