import { useCallback } from "react";
import { toHex } from "viem";
import { useConnection, usePublicClient } from "wagmi";
import { useWallet } from "./use-wallet.ts";

/** Seconds in which what was signed must be on the chain. */
export const SIGNED_LIFE = 3_600n;

/** Who signs for the gateway to send it, until when it is good by the chain's clock, and a number that nothing else has. */
export function useSigner() {
  const { address: payer } = useConnection();
  const client = usePublicClient();
  const connected = useWallet();
  return useCallback(async () => {
    if (!client || !payer) throw new Error("Connect a wallet first.");
    const wallet = await connected();
    const { timestamp } = await client.getBlock();
    const nonce = BigInt(toHex(crypto.getRandomValues(new Uint8Array(16))));
    return { payer, wallet, now: timestamp, deadline: timestamp + SIGNED_LIFE, nonce };
  }, [client, payer, connected]);
}
