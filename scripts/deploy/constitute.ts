/** Hands the deployed contracts to the DAO: who deployed them has no power over them afterwards. */
import { encodeFunctionData, erc20Abi, type Address, type Hex } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { authorityAbi, membersAbi, subscriptionsAbi, treasuryAbi } from "../../contracts/generated.ts";
import { FIRST_BUDGETS } from "./budgets.ts";
import type { ChainClient } from "./client.ts";
import { DISTRIBUTION } from "./distribution.ts";
import { HOLDERS } from "./plan-dao.ts";
import { PLATFORM_PLANS } from "./plans.ts";
import { ROLES } from "../../contracts/roles.ts";
import { GUARDED, MACHINES, VETOED } from "./roles.ts";
import { selectorsOf } from "./selectors.ts";
import { TIER_ROLES, type TierName } from "../../contracts/roles.ts";
import { EXECUTION_DELAYS } from "./tiers.ts";
import { GAS_OF_VOTES } from "../../contracts/votes-gas.ts";
import { confirm } from "./transact.ts";

type Contracts = Deployment["contracts"];

/** ISubscriptionPlans.PlanState of a plan that was never made. */
const UNKNOWN = 0;

/**
 * Opens the first budgets, makes the platform's plans, sends out the supply, and gives every role to whom it belongs; the deployer resigns as admin in the
 * same transaction. Goes on where an earlier run was cut off; does nothing once the deployer has resigned.
 */
export async function constitute(client: ChainClient, contracts: Contracts): Promise<void> {
  const authority = { address: contracts.Authority, abi: authorityAbi } as const;
  const deployer = client.account.address;
  const [isAdmin] = await client.readContract({
    ...authority,
    functionName: "hasRole",
    args: [ROLES.CONSTITUTION, deployer],
  });
  if (!isAdmin) return;

  await allowCredentials(client, contracts);
  await openBudgets(client, contracts);
  await makePlans(client, contracts);
  await distribute(client, contracts);
  const calls = [...mappings(contracts), ...grants(contracts), resignation(deployer)];
  await confirm(
    client,
    await client.writeContract({ ...authority, functionName: "multicall", args: [calls] }),
  );
}

async function allowCredentials(client: ChainClient, contracts: Contracts): Promise<void> {
  const members = { address: contracts.Members, abi: membersAbi } as const;
  const adapter = contracts.AttestationAdapter;
  if (await client.readContract({ ...members, functionName: "isAdapter", args: [adapter] })) return;
  await confirm(
    client,
    await client.writeContract({ ...members, functionName: "setAdapter", args: [adapter, true] }),
  );
}

async function openBudgets(client: ChainClient, contracts: Contracts): Promise<void> {
  const treasury = { address: contracts.Treasury, abi: treasuryAbi } as const;
  const open = await client.readContract({ ...treasury, functionName: "budgetCount" });
  for (const { council, token, ...terms } of FIRST_BUDGETS.slice(Number(open))) {
    const budget = { ...terms, council: contracts[council], token: contracts[token] };
    await confirm(
      client,
      await client.writeContract({ ...treasury, functionName: "openBudget", args: [budget] }),
    );
  }
}

/** By the Treasury, which owns service 0; later ones are the DAO's to make and retire. */
async function makePlans(client: ChainClient, contracts: Contracts): Promise<void> {
  const subscriptions = { address: contracts.Subscriptions, abi: subscriptionsAbi } as const;
  const treasury = { address: contracts.Treasury, abi: treasuryAbi } as const;
  for (const plan of PLATFORM_PLANS) {
    const planId = await client.readContract({ ...subscriptions, functionName: "planIdOf", args: [plan] });
    const [, state] = await client.readContract({ ...subscriptions, functionName: "planOf", args: [planId] });
    if (state !== UNKNOWN) continue;
    const data = encodeFunctionData({ abi: subscriptionsAbi, functionName: "makePlan", args: [plan] });
    await confirm(
      client,
      await client.writeContract({ ...treasury, functionName: "actAsOwner", args: [data] }),
    );
  }
}

async function distribute(client: ChainClient, contracts: Contracts): Promise<void> {
  const stoa = { address: contracts.StoaToken, abi: erc20Abi } as const;
  for (const [part, { amount }] of Object.entries(DISTRIBUTION)) {
    const to = contracts[HOLDERS[part as keyof typeof DISTRIBUTION]];
    if ((await client.readContract({ ...stoa, functionName: "balanceOf", args: [to] })) > 0n) continue;
    await confirm(
      client,
      await client.writeContract({
        ...stoa,
        functionName: "transfer",
        args: [to, amount],
        gas: GAS_OF_VOTES,
      }),
    );
  }
}

const call = encodeFunctionData<typeof authorityAbi>;

/** Each role its name, and each function that is not constitutional its role. */
function mappings(contracts: Contracts): Hex[] {
  const labels = Object.entries(ROLES)
    .filter(([, role]) => role !== ROLES.CONSTITUTION)
    .map(([label, role]) => call({ abi: authorityAbi, functionName: "labelRole", args: [role, label] }));
  const maps = GUARDED.flatMap(({ role, functions }) =>
    Object.entries(functions).map(([contract, { abi, names }]) => {
      const target = contracts[contract as keyof Contracts];
      const args = [target, selectorsOf(abi, names), ROLES[role]] as const;
      return call({ abi: authorityAbi, functionName: "setTargetFunctionRole", args });
    }),
  );
  return [...labels, ...maps];
}

const grant = (role: bigint, account: Address, delay: number): Hex =>
  call({ abi: authorityAbi, functionName: "grantRole", args: [role, account, delay] });

function grants(contracts: Contracts): Hex[] {
  return [
    ...VETOED.map((role) =>
      call({ abi: authorityAbi, functionName: "setRoleGuardian", args: [ROLES[role], ROLES.GUARDIAN] }),
    ),
    ...MACHINES.map(({ role, member, delay }) => grant(ROLES[role], contracts[member], delay)),
    ...Object.entries(TIER_ROLES).map(([tier, role]) =>
      grant(role, contracts.StoaGovernor, EXECUTION_DELAYS[tier as TierName]),
    ),
  ];
}

function resignation(deployer: Address): Hex {
  return call({ abi: authorityAbi, functionName: "renounceRole", args: [ROLES.CONSTITUTION, deployer] });
}
