/** What a governed function would change, as it is now. */
import { argumentWords, type ArgumentContext } from "./argument-text.ts";
import { unitOf } from "./argument-unit.ts";
import { formatBps } from "./format.ts";
import { abiFunction } from "./governed-functions.ts";
import type { schema } from "./index-client.ts";
import type { DraftCall } from "./proposal-draft.ts";

type ParameterName = (typeof schema.parameter.$inferSelect)["name"];
type Fees = Pick<
  typeof schema.feeVersion.$inferSelect,
  "class" | "version" | "feeBps" | "gatewayBps" | "integratorBps" | "rewardsBps"
>;

export interface GovernedValues {
  readonly parameters: readonly { readonly name: ParameterName; readonly value: bigint }[];
  /** The newest version first. */
  readonly fees: readonly Fees[];
}

const PARAMETERS: Readonly<Record<string, ParameterName>> = {
  setMinDeposit: "minDeposit",
  setThawPeriod: "thawPeriod",
  setHold: "hold",
  setMinBond: "minBond",
  setDisputeBond: "disputeBond",
};
/** In the order of `ServiceClass` in IFeeSchedule.sol. */
const CLASSES = ["selfHosted", "hosted", "managed"] as const;
const STAKES: readonly ParameterName[] = ["minStakeSelfHosted", "minStakeHosted", "minStakeManaged"];

export function currentWords(
  { governed, values }: DraftCall,
  { parameters, fees }: GovernedValues,
  context: ArgumentContext,
): string | undefined {
  const chosen = Number(values[0]);
  if (governed.name === "publishFees") {
    const now = fees.find((each) => each.class === CLASSES[chosen]);
    return (
      now &&
      `Newest: fee ${formatBps(now.feeBps)}; of the shared part the gateway has ${formatBps(now.gatewayBps)}, the integrator ${formatBps(now.integratorBps)}, rewards ${formatBps(now.rewardsBps)}, the treasury the rest.`
    );
  }
  const name = governed.name === "setMinStake" ? STAKES[chosen] : PARAMETERS[governed.name];
  const found = parameters.find((each) => each.name === name);
  const input = abiFunction(governed).item.inputs.at(-1);
  return found && input && `Now: ${argumentWords(found.value, unitOf(input, governed.name), context)}.`;
}
