/** Which functions of the market belong to a role of the Authority instead of to its admin, and who has the role. */
import { toFunctionSelector, type Abi, type Address, type Hex } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { authorityAbi, serviceRecordsAbi, serviceRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "./client.ts";
import { confirm } from "./transact.ts";

/** SLASHER is the Court's, and nobody's until there is one. */
export const ROLES = { SLASHER: 40n, AUDITOR: 42n } as const;

type Contracts = Deployment["contracts"];

const GUARDED = [
  {
    role: "SLASHER",
    contract: "ServiceRegistry",
    abi: serviceRegistryAbi,
    functions: ["lock", "unlock", "slash"],
  },
  {
    role: "AUDITOR",
    contract: "ServiceRecords",
    abi: serviceRecordsAbi,
    functions: ["attest", "revokeAttestation"],
  },
] as const;

/** Maps the functions to their roles and makes the client's account, the Authority's admin, the first auditor. */
export async function ensureRoles(client: ChainClient, contracts: Contracts): Promise<void> {
  const authority = { address: contracts.Authority, abi: authorityAbi } as const;
  for (const { role, contract, abi, functions } of GUARDED) {
    const target = contracts[contract];
    const selectors = selectorsOf(abi, functions);
    if (await isMapped(client, authority.address, target, selectors, ROLES[role])) continue;
    // The label first: a run that is cut off in between does both again.
    const label = { ...authority, functionName: "labelRole" } as const;
    await confirm(client, await client.writeContract({ ...label, args: [ROLES[role], role] }));
    const map = { ...authority, functionName: "setTargetFunctionRole" } as const;
    await confirm(client, await client.writeContract({ ...map, args: [target, selectors, ROLES[role]] }));
  }

  const auditor = client.account.address;
  const [isAuditor] = await client.readContract({
    ...authority,
    functionName: "hasRole",
    args: [ROLES.AUDITOR, auditor],
  });
  if (isAuditor) return;
  const grant = { ...authority, functionName: "grantRole" } as const;
  await confirm(client, await client.writeContract({ ...grant, args: [ROLES.AUDITOR, auditor, 0] }));
}

/** Selectors of functions by their names. */
export function selectorsOf(abi: Abi, functions: readonly string[]): Hex[] {
  return abi.flatMap((item) =>
    item.type === "function" && functions.includes(item.name) ? [toFunctionSelector(item)] : [],
  );
}

async function isMapped(
  client: ChainClient,
  address: Address,
  target: Address,
  selectors: readonly Hex[],
  role: bigint,
): Promise<boolean> {
  const roles = await Promise.all(
    selectors.map((selector) =>
      client.readContract({
        address,
        abi: authorityAbi,
        functionName: "getTargetFunctionRole",
        args: [target, selector],
      }),
    ),
  );
  return roles.every((found) => found === role);
}
