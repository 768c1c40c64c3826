import { useQuery } from "@tanstack/react-query";
import { erc20Abi, toHex, zeroHash, type Address } from "viem";
import { usePublicClient, useReadContract } from "wagmi";
import { escrowVaultAbi } from "../../../contracts/generated.ts";
import { depositAuthorizationArguments, depositAuthorizationTypedData } from "../../../sdk/deposit.ts";
import { useStoaConfig } from "../lib/config.ts";
import { contractCall, type ContractCall } from "../lib/contract-call.ts";
import { depositMethodOf } from "../lib/deposit-method.ts";
import { tokenDomain } from "../lib/token-domain.ts";
import { usePermit } from "./use-permit.ts";
import { useWallet } from "./use-wallet.ts";

/** Seconds that an authorisation stays valid: long enough to confirm, too short to be found later. */
const AUTHORIZATION_LIFE = 3_600n;

/** Says "no permit" to the vault: the allowance is there already. */
const NO_PERMIT = { deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const;

/** How this token is deposited, and the calls for it; those that need a signature ask the wallet for it. */
export function useDepositCall(payer: Address) {
  const config = useStoaConfig();
  const { contracts, gateway, token } = config;
  const client = usePublicClient();
  const connected = useWallet();
  const permit = usePermit();
  const vault = contracts.EscrowVault;

  const { data: method } = useQuery({
    queryKey: ["deposit-method", token.address],
    queryFn: () => {
      if (!client) throw new Error("no client for the configured chain");
      return depositMethodOf(client, token.address);
    },
    staleTime: Infinity,
  });
  const { data: allowance = 0n } = useReadContract({
    address: token.address,
    abi: erc20Abi,
    functionName: "allowance",
    args: [payer, vault],
    query: { enabled: method === "approval", refetchInterval: 4_000 },
  });

  async function authorized(amount: bigint): Promise<ContractCall> {
    if (!client) throw new Error("Connect a wallet first.");
    const [domain, { timestamp }] = await Promise.all([tokenDomain(client, config), client.getBlock()]);
    const deposit = {
      token: domain,
      vault,
      payer,
      gateway,
      amount,
      validAfter: 0n,
      validBefore: timestamp + AUTHORIZATION_LIFE,
      salt: toHex(crypto.getRandomValues(new Uint8Array(32))),
    };
    const wallet = await connected();
    const signature = await wallet.signTypedData(depositAuthorizationTypedData(deposit));
    return contractCall({
      address: vault,
      abi: escrowVaultAbi,
      functionName: "depositWithAuthorization",
      args: depositAuthorizationArguments(deposit, signature),
    });
  }

  return {
    method,
    /** Whether the wallet must first allow the vault to take the amount, by a transaction of its own. */
    needsApproval: (amount: bigint) => method === "approval" && allowance < amount,
    approve: (amount: bigint) =>
      contractCall({
        address: token.address,
        abi: erc20Abi,
        functionName: "approve",
        args: [vault, amount],
      }),
    async deposit(amount: bigint): Promise<ContractCall> {
      if (method === "authorization") return authorized(amount);
      return contractCall({
        address: vault,
        abi: escrowVaultAbi,
        functionName: "deposit",
        args: [payer, gateway, amount, method === "permit" ? await permit(vault, amount) : NO_PERMIT],
      });
    },
  };
}
