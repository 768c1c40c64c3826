/** In which unit a governed function takes an argument: known from its type, its name and its function. */
import type { AbiParameter } from "viem";

export type Unit =
  | "percent"
  | "duration"
  | "moment"
  /** Of the vault's token. */
  | "money"
  | "stoa"
  /** Of the token that stands beside it. */
  | "amount"
  | "token"
  | "council"
  | "class"
  /** Of a case before the Court. */
  | "outcome"
  | "role"
  /** A name in 32 bytes. */
  | "name"
  | "address"
  | "boolean"
  | "number"
  | "hex"
  | "text";

const DURATIONS = new Set([
  "period",
  "newHold",
  "window",
  "delay",
  "votingDelay",
  "votingPeriod",
  "newDelay",
]);
const MOMENTS = new Set(["termEnd", "start", "end"]);
const ROLES = new Set(["role", "roleId", "admin"]);
const IN_MONEY = new Set(["setMinStake", "setMinBond", "setMinDeposit", "setDisputeBond", "setFeeSteps"]);

export function unitOf({ name = "", type, ...rest }: AbiParameter, functionName: string): Unit {
  const internal = "internalType" in rest ? rest.internalType : undefined;
  const plain = name.replace(/_$/, "");
  if (internal === "enum ServiceClass") return "class";
  if (internal === "contract IERC20") return "token";
  if (internal === "contract ICouncil") return "council";
  if (type === "address") return "address";
  if (type === "bool") return "boolean";
  if (type === "string") return "text";
  if (type === "bytes32" && plain === "category") return "name";
  if (type.startsWith("bytes")) return "hex";
  if (plain.endsWith("Bps")) return "percent";
  if (DURATIONS.has(plain) || plain === "executionDelay") return "duration";
  if (MOMENTS.has(plain)) return "moment";
  if (ROLES.has(plain) || (type === "uint64" && plain === "guardian")) return "role";
  if (functionName === "resolveAppeal" && plain === "outcome") return "outcome";
  if (functionName === "giveRuling" && plain === "ruling") return "outcome";
  if (functionName === "setBond") return "stoa";
  if (IN_MONEY.has(functionName)) return "money";
  if (plain === "cap" || plain === "maxAmount" || plain === "amount") return "amount";
  return "number";
}

/** Names that say too little by themselves. */
const LABELS: Readonly<Record<string, string>> = {
  gatewayBps: "Gateway’s share",
  integratorBps: "Integrator’s share",
  rewardsBps: "Share for review rewards",
  newHold: "Earnings mature for",
  uri: "Where it is",
};

/** `feeBps` → `Fee`, `termEnd_` → `Term end`. */
export function argumentLabel(name: string | undefined, place: number): string {
  const known = LABELS[name ?? ""];
  if (known) return known;
  const words = (name ?? "")
    .replace(/_$/, "")
    .replace(/Bps$|I[dD]$/, "")
    .replace(/([A-Z])/g, " $1")
    .trim()
    .toLowerCase();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : `Argument ${place + 1}`;
}
