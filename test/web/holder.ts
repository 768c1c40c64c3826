/** Somebody who holds STOA, and knows nobody in the DAO. */
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Address, Hex } from "viem";
import { readDeployment } from "../../contracts/deployment.ts";
import { stoaTokenAbi } from "../../contracts/generated.ts";
import { connect } from "../../scripts/deploy/client.ts";
import { GAS_OF_VOTES } from "../../contracts/votes-gas.ts";
import { confirm } from "../../scripts/deploy/transact.ts";
import { demoAccount } from "../../scripts/start/accounts.ts";
import { site } from "./site.ts";

export const STOA = 10n ** 18n;

/** Whose tokens these are: a holder of the demo with much of the supply. */
const DONOR = demoAccount(6);

export function contractsHere() {
  return readDeployment(31337, site().stack.deploymentFile).contracts;
}

/** A new account with so much STOA, base units, that is delegated to nobody. */
export async function holder(amount: bigint): Promise<{ readonly key: Hex; readonly address: Address }> {
  const key = generatePrivateKey();
  const { address } = privateKeyToAccount(key);
  const donor = await connect(site().stack.rpcUrl, DONOR);
  const hash = await donor.writeContract({
    address: contractsHere().StoaToken,
    abi: stoaTokenAbi,
    functionName: "transfer",
    args: [address, amount],
    gas: GAS_OF_VOTES,
  });
  await confirm(donor, hash);
  return { key, address };
}
