/** What a vote can do, by contract, in words. Which tier each is of is the Authority's to say, when it is asked. */
import type { Abi, AbiFunction } from "viem";
import type { ContractName } from "./config.ts";
import { DEPLOYED_ABIS } from "../../../contracts/deployed-abis.ts";

export interface GovernedFunction {
  readonly contract: ContractName;
  readonly name: string;
  readonly title: string;
}

const COUNCIL = { setMembers: "Elect the council anew" } as const;
const VESTING = { revoke: "Revoke what has not vested" } as const;

const TITLES: Partial<Record<ContractName, Readonly<Record<string, string>>>> = {
  FeeSchedule: { publishFees: "Change the protocol fee" },
  ServiceRegistry: { setMinStake: "Change the least stake of a service" },
  GatewayRegistry: { setMinBond: "Change the least bond of a gateway" },
  EscrowVault: {
    setMinDeposit: "Change the smallest deposit",
    setThawPeriod: "Change how long a deposit thaws",
  },
  Earnings: { setHold: "Change how long earnings mature" },
  ChargeDisputes: { setDisputeBond: "Change the bond of a dispute" },
  Court: {
    setArbitrator: "Name who rules on cases",
    setWindows: "Change how long a case may take",
    setMinBond: "Change the least bond of a case",
    resolveAppeal: "Decide the appeal of a case",
  },
  Treasury: {
    spend: "Spend from the treasury",
    spendUncapped: "Spend above the monthly limit",
    openBudget: "Open a budget for a council",
    setBudget: "Change a budget",
    closeBudget: "Close a budget",
    openStreamByVote: "Open a stream",
    revoke: "Stop a request of a council",
    dropQueued: "Take back a spend that waits",
    publishReport: "Publish a report",
    actAsOwner: "Act for the platform’s own service",
  },
  Members: {
    setBond: "Change the bond of new members",
    setFeeSteps: "Change the fees that make a voice louder",
    setAdapter: "Allow or end a kind of credential",
  },
  StoaGovernor: {
    setProposalGuardian: "Appoint the guardian of proposals",
    setCourt: "Appoint the Court",
  },
  GuardianCouncil: COUNCIL,
  GrantsCouncil: COUNCIL,
  AuditCouncil: COUNCIL,
  TeamVesting: VESTING,
  InvestorVesting: VESTING,
  Constitution: {
    setTier: "Change how proposals of a tier are voted",
    setText: "Change the text of the constitution",
  },
  Authority: {
    grantRole: "Give a role",
    revokeRole: "Take a role away",
    setTargetFunctionRole: "Change which role guards a function",
    setRoleGuardian: "Change who can stop a role",
    setTargetClosed: "Close or open a contract",
  },
};

/** Those of one contract, in the order they are offered. */
export function governedFunctions(contract: ContractName): readonly GovernedFunction[] {
  return Object.entries(TITLES[contract] ?? {}).map(([name, title]) => ({ contract, name, title }));
}

/** All of them, by contract. */
export const GOVERNED: readonly GovernedFunction[] = (Object.keys(TITLES) as ContractName[]).flatMap(
  governedFunctions,
);

export function abiFunction({ contract, name }: Pick<GovernedFunction, "contract" | "name">): {
  readonly abi: Abi;
  readonly item: AbiFunction;
} {
  const abi = DEPLOYED_ABIS[contract];
  const item = abi.find((each): each is AbiFunction => each.type === "function" && each.name === name);
  if (!item) throw new Error(`${contract} has no function ${name}.`);
  return { abi, item };
}
