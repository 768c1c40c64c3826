/** The demo's token holders: each has its shares of the supply, and has delegated its votes. */
import type { Deployment } from "../../contracts/deployment.ts";
import { merkleDistributorAbi, stoaTokenAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../deploy/client.ts";
import { merkleTree, type Share } from "../deploy/distribution.ts";
import { LOCAL_FOUNDING } from "../deploy/founding.ts";
import { GAS_OF_VOTES } from "../../contracts/votes-gas.ts";
import { confirm } from "../deploy/transact.ts";
import { demoAccount } from "../start/accounts.ts";

/** Demo accounts by holder: whom it delegates to. A few delegates have most of the power, as everywhere. */
export const DELEGATES: Readonly<Record<number, number>> = {
  4: 4,
  5: 5,
  6: 6,
  7: 4,
  8: 4,
  9: 5,
  10: 10,
  11: 10,
  12: 6,
  13: 13,
  14: 13,
  15: 5,
};

/** Pays out the shares of both lists and has each holder delegate, unless it has. `clientOf` connects as a demo account. */
export async function gatherElectorate(
  clientOf: (account: number) => Promise<ChainClient>,
  { contracts }: Deployment,
): Promise<void> {
  const [first] = Object.keys(DELEGATES).map(Number);
  const payer = await clientOf(first!);
  await payOut(payer, contracts.CommunityDistributor, LOCAL_FOUNDING.community);
  await payOut(payer, contracts.ContributorDistributor, LOCAL_FOUNDING.contributors);
  await Promise.all(
    Object.entries(DELEGATES).map(async ([holder, delegate]) =>
      delegateOnce(await clientOf(Number(holder)), contracts, delegate),
    ),
  );
}

async function payOut(
  client: ChainClient,
  address: Deployment["contracts"]["CommunityDistributor"],
  shares: readonly Share[],
): Promise<void> {
  const distributor = { address, abi: merkleDistributorAbi } as const;
  for (const { index, account, amount, proof } of merkleTree(shares).claims) {
    if (await client.readContract({ ...distributor, functionName: "isClaimed", args: [index] })) continue;
    const args = [index, account, amount, proof] as const;
    await confirm(
      client,
      await client.writeContract({ ...distributor, functionName: "claim", args, gas: GAS_OF_VOTES }),
    );
  }
}

async function delegateOnce(
  client: ChainClient,
  contracts: Deployment["contracts"],
  delegate: number,
): Promise<void> {
  const stoa = { address: contracts.StoaToken, abi: stoaTokenAbi } as const;
  const { address } = demoAccount(delegate);
  const found = await client.readContract({
    ...stoa,
    functionName: "delegates",
    args: [client.account.address],
  });
  // Whomever he has chosen since stays his choice.
  if (BigInt(found) !== 0n) return;
  await confirm(
    client,
    await client.writeContract({ ...stoa, functionName: "delegate", args: [address], gas: GAS_OF_VOTES }),
  );
}
