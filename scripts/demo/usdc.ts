import type { Address } from "viem";
import { testUSDCAbi } from "../../contracts/generated.ts";
import { permitArgument, permitTypedData } from "../../sdk/deposit.ts";
import type { ChainClient } from "../deploy/client.ts";
import { confirm } from "../deploy/transact.ts";

/** Mints test USDC to `to` until it holds at least `amount` base units. */
export async function topUp(client: ChainClient, usdc: Address, to: Address, amount: bigint): Promise<void> {
  const token = { address: usdc, abi: testUSDCAbi } as const;
  const balance = await client.readContract({ ...token, functionName: "balanceOf", args: [to] });
  if (balance >= amount) return;
  const { request } = await client.simulateContract({
    ...token,
    functionName: "mint",
    args: [to, amount - balance],
  });
  await confirm(client, await client.writeContract(request));
}

/** Signs a permit for exactly `amount` base units of the client's account, valid for an hour of chain time. */
export async function signPermit(client: ChainClient, usdc: Address, spender: Address, amount: bigint) {
  const owner = client.account;
  const token = { address: usdc, abi: testUSDCAbi } as const;
  const [nonce, [, name, version, chainId], { timestamp }] = await Promise.all([
    client.readContract({ ...token, functionName: "nonces", args: [owner.address] }),
    client.readContract({ ...token, functionName: "eip712Domain" }),
    client.getBlock(),
  ]);
  const deadline = timestamp + 3_600n;
  const domain = { name, version, chainId: Number(chainId), verifyingContract: usdc };
  const signature = await client.signTypedData({
    account: owner,
    ...permitTypedData({ token: domain, owner: owner.address, spender, amount, nonce, deadline }),
  });
  return permitArgument(deadline, signature);
}
