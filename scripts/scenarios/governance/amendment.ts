/** The constitution itself changes: a tier's numbers, and with them the text. It takes a month. */
import { readFileSync } from "node:fs";
import { keccak256, toBytes } from "viem";
import { constitutionText } from "../../deploy/constitution.ts";
import { TIER_ROLES } from "../../../contracts/roles.ts";
import { TIERS } from "../../deploy/tiers.ts";
import type { Dao } from "./dao.ts";
import { guardianIsRefused } from "./guardian.ts";
import { ALL_FOR, callTo, close, execute, propose, queue, vote } from "./proposal.ts";

const TEXT = new URL("../../../contracts/dao/CONSTITUTION.md", import.meta.url);
const OPERATIONS = "| Operations | fees, stakes, windows | 1 d | 5 d | 0.1 % | 3 % |";

/** @throws Error when the text's table is not as the amendment knows it. */
function amended(): string {
  const text = readFileSync(TEXT, "utf8");
  if (!text.includes(OPERATIONS)) throw new Error("The constitution has another quorum of OPERATIONS.");
  return text.replace(OPERATIONS, OPERATIONS.replace("| 3 % |", "| 4 % |"));
}

export async function amendment(dao: Dao): Promise<void> {
  const { chronicle, constitution, market } = dao;
  const tier = { ...TIERS.OPERATIONS, quorumBps: 400 };
  const hash = keccak256(toBytes(amended()));
  const textHash = () => market.admin.readContract({ ...constitution, functionName: "textHash" });
  const operations = () =>
    market.admin.readContract({ ...constitution, functionName: "tierOf", args: [TIER_ROLES.OPERATIONS] });
  await chronicle.holds(
    "The constitution on chain is that of this repository.",
    await textHash(),
    constitutionText().hash,
  );

  const proposal = await propose(dao, {
    by: "Paula",
    title: "Ask a quorum of 4 % for operations",
    tier: "CONSTITUTION",
    calls: [
      callTo(constitution, "setTier", [TIER_ROLES.OPERATIONS, tier]),
      callTo(constitution, "setText", [hash, "contracts/dao/CONSTITUTION.md"]),
    ],
  });
  await vote(dao, proposal, { delegates: ALL_FOR, users: { for: 36, against: 4 } });
  await close(dao, proposal, "Succeeded");
  await queue(dao, proposal);
  await guardianIsRefused(dao, proposal, "The former guardian tries to cancel it.");
  await execute(dao, proposal);
  await chronicle.holds("Operations need a quorum of 4 % now.", await operations(), tier);
  await chronicle.holds("The hash on chain is that of the new text.", await textHash(), hash);
}
