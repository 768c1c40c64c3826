/** The market with a crowd in steady state: payers with a deposit and a session key each, and ten services. */
import { zeroHash, keccak256, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { termsOnce } from "../../gateway/settlement/terms-once.ts";
import { as } from "../../test/contracts/helpers/chain.ts";
import {
  listService,
  market,
  NO_PERMIT,
  USDC,
  type Market,
  type Quote,
} from "../../test/contracts/helpers/market.ts";
import { row, signedGrant, type Row, type Signer } from "../../test/contracts/helpers/sign.ts";

export const ROWS = 100;
const DEPOSIT = 50n * USDC;
/** $0.001 a call, ten calls a row. */
const ROW = 10_000n;

export interface Crowd {
  readonly market: Market;
  readonly payers: readonly Signer[];
  /** Of the payer with the same index. */
  readonly keys: readonly Signer[];
  readonly quotes: readonly Quote[];
}

export function signerOf(name: string): Signer {
  const account = privateKeyToAccount(keccak256(toHex(name)));
  return { address: account.address, account };
}

export async function gather(): Promise<Crowd> {
  const parts = await market();
  const { vault, token, gateway, payer } = parts;
  const quotes = [parts.service];
  for (let i = 1; i < 10; i++) quotes.push(await listService(parts, `acme/tool-${i}`));
  const payers = Array.from({ length: ROWS }, (_, i) => signerOf(`payer ${i}`));
  const keys = Array.from({ length: ROWS }, (_, i) => signerOf(`key ${i}`));
  await token.mint(payer.address, BigInt(ROWS) * DEPOSIT);
  await as(token, payer).approve(vault, 2n ** 255n);
  for (const [i, who] of payers.entries()) {
    await as(vault, payer).deposit(who.address, gateway.address, DEPOSIT, NO_PERMIT);
    const changes = { payer: who.address, key: keys[i]!.address, integrator: parts.integrator.address };
    await vault.grantKey(await signedGrant(parts, changes, { payer: who, key: keys[i]! }));
  }
  return { market: parts, payers, keys, quotes };
}

/** One row: who signs for which payer and service, and the number of the claim it is for, from 1. */
function oneRow(
  { market: parts, payers, quotes }: Crowd,
  by: Signer,
  payer: number,
  quote: number,
  turn: number,
) {
  const voucher = { payer: payers[payer]!.address };
  return row(parts, { by, charged: BigInt(turn) * ROW, quote: quotes[quote]!, voucher });
}

/** Rows of one service, each signed by another payer. */
export function byPayers(crowd: Crowd, rows: number, turn: number): Promise<Row[]> {
  return all(rows, (i) => oneRow(crowd, crowd.payers[i]!, i, 0, turn));
}

/** Rows of one service, each signed by another payer's session key. */
export function byKeys(crowd: Crowd, rows: number, turn: number): Promise<Row[]> {
  return all(rows, (i) => oneRow(crowd, crowd.keys[i]!, i, 0, turn));
}

/** Ten keys at ten services each, sorted by service as the gateway sends them. */
export function byTenKeys(crowd: Crowd, rows: number, turn: number): Promise<Row[]> {
  return all(rows, (i) => oneRow(crowd, crowd.keys[i % 10]!, i % 10, Math.floor(i / 10), turn));
}

/** One after the other: each may wait for the chain. */
export async function all<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let i = 0; i < count; i++) made.push(await make(i));
  return made;
}

/** Gas used by a claim of these rows as the gateway sends them, all of which must pass. */
export async function claimGas({ market: parts }: Crowd, rows: readonly Row[]): Promise<number> {
  const { vault, settler, gateway } = parts;
  const sorted = termsOnce(rows, ({ voucher }) => voucher.serviceId);
  const sent = await as(vault, settler).claim(gateway.address, sorted, zeroHash);
  const receipt = await sent.wait();
  const events = receipt.logs.map((log: { topics: string[]; data: string }) => vault.interface.parseLog(log));
  const claimed = events.filter((event: { name: string } | null) => event?.name === "RowClaimed").length;
  if (claimed !== rows.length)
    throw new Error(`${rows.length - claimed} of ${rows.length} rows were skipped.`);
  return Number(receipt.gasUsed);
}
