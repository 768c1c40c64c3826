import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { createSiweMessage } from "viem/siwe";
import { useConnection, useSignMessage } from "wagmi";
import { z } from "zod";
import { gatewayDelete, gatewayGet, gatewayPost } from "../lib/gateway.ts";
import { isSameAddress } from "../lib/format.ts";
import { address } from "../lib/wire.ts";

const SESSION_KEY = ["session"] as const;
const sessionSchema = z.object({
  address: address.nullable(),
  nonce: z.string(),
  domain: z.string(),
  uri: z.string(),
  chainId: z.number(),
});

/** Milliseconds in which the login must reach the gateway. */
const LOGIN_LIFE = 5 * 60_000;

/**
 * Sign-In with Ethereum at the gateway, for what only the payer may see. Another account in the wallet counts as signed
 * out: `signedIn` is about the connected one.
 */
export function useSession() {
  const queries = useQueryClient();
  const { address: account } = useConnection();
  const { mutateAsync: signMessage } = useSignMessage();
  const session = useQuery({
    queryKey: SESSION_KEY,
    queryFn: () => gatewayGet("/v1/session", sessionSchema),
    staleTime: 60_000,
  });
  const refresh = () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: SESSION_KEY }),
      queries.invalidateQueries({ queryKey: ["gateway", "account"] }),
    ]);

  const signIn = useMutation({
    mutationFn: async () => {
      if (!account) throw new Error("Connect a wallet first.");
      // A nonce has one use: ask for a fresh one.
      const { nonce, domain, uri, chainId } = await gatewayGet("/v1/session", sessionSchema);
      const message = createSiweMessage({
        address: account,
        nonce,
        domain,
        uri,
        chainId,
        version: "1",
        statement: "Sign in to see your calls and what each cost.",
        issuedAt: new Date(),
        expirationTime: new Date(Date.now() + LOGIN_LIFE),
      });
      const signature = await signMessage({ message });
      await gatewayPost("/v1/session", { message, signature });
    },
    onSuccess: refresh,
  });
  const signOut = useMutation({ mutationFn: () => gatewayDelete("/v1/session"), onSuccess: refresh });

  const signedIn = isSameAddress(session.data?.address ?? undefined, account);
  return { signedIn, isPending: session.isPending, signIn, signOut };
}
