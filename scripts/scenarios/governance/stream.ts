/** Rosa is paid by the second for three months. */
import { approval, GRANTS_BUDGET, purposeOf } from "./council-request.ts";
import type { Dao } from "./dao.ts";

const DAY = 86_400n;
/** USDC base units: 86.4 USDC a day. */
const RATE = 1_000n;
const DURATION = 90n * DAY;

export interface Stream {
  readonly id: bigint;
  readonly start: bigint;
}

export async function openStream(dao: Dao): Promise<Stream> {
  const { chronicle, market, people, treasury } = dao;
  const start = (await dao.now()) + 2n * DAY;
  const terms = { ratePerSecond: RATE, start: Number(start), end: Number(start + DURATION) };
  const rosa = people.Rosa.account.address;
  const args = [GRANTS_BUDGET, rosa, terms, purposeOf("upkeep", "ipfs://upkeep")] as const;
  const call = { ...treasury, functionName: "requestStream", args } as const;
  const { result: id } = await people.Carl.simulateContract(call);
  await market.done(people.Carl.writeContract(call));
  await chronicle.tell("Carl requests 86.4 USDC a day for Rosa, for 90 d: 7,776 in all.");
  await approval(dao, { id, by: ["Cleo"], days: 1n, act: "openStream" });
  await market.done(people.Ivo.writeContract({ ...treasury, functionName: "openStream", args: [id] }));
  await chronicle.refuses(
    "The stream is open. It starts tomorrow, and nothing is due.",
    people.Rosa.simulateContract({ ...treasury, functionName: "withdrawStream", args: [id] }),
    { abi: treasury.abi, error: "TreasuryNothingDue", args: [id] },
  );
  return { id, start };
}

/** What is due after these days, to the second, less what was paid before. */
export async function withdraw(dao: Dao, stream: Stream, days: bigint, daysBefore = 0n): Promise<void> {
  const { at, chronicle, market, people, tokens, treasury } = dao;
  const due = (days - daysBefore) * DAY * RATE;
  const args = [stream.id] as const;
  await dao.until(stream.start + days * DAY - 60n);
  await chronicle.moves(
    `${days} days into the stream Rosa has what accrued.`,
    tokens.USDC,
    { Treasury: { of: [at.Treasury], by: -due }, Rosa: { of: [people.Rosa.account.address], by: due } },
    async () => {
      await dao.nextAt(stream.start + days * DAY);
      await market.done(people.Rosa.writeContract({ ...treasury, functionName: "withdrawStream", args }));
    },
  );
}
