/** Clients whom a stake's case names. People name a payer and a sum; the contract takes the ledgers that he paid from. */
import { encodeAbiParameters, getAddress, isAddress, keccak256, type Address, type Hex } from "viem";
import { formatMoney, isSameAddress, parseAmount, type Token } from "./format.ts";

/** `MAX_HARMED` in StakeCases.sol. */
export const MAX_HARMED = 10;

/** What a payer was claimed for at a service through one gateway by one key, in the ledger's newest epoch. */
export interface PaidLedger {
  readonly payer: Address;
  readonly gateway: Address;
  readonly key: Address;
  readonly epoch: number;
  /** Token base units. */
  readonly claimed: bigint;
}

export interface Harmed extends Omit<PaidLedger, "claimed"> {
  /** Token base units that he is to have back. */
  readonly amount: bigint;
}

/** A client as somebody types him in. */
export interface HarmedDraft {
  readonly payer: string;
  readonly amount: string;
}

export interface ReadHarmed {
  readonly payer: Address;
  readonly amount: bigint;
}

/** ICases.Harmed's ledger as the vault numbers it: ClaimHash.ledgerId. */
export function ledgerId(
  { payer, gateway, key }: Omit<PaidLedger, "claimed" | "epoch">,
  serviceId: bigint,
): Hex {
  const types = [{ type: "address" }, { type: "address" }, { type: "address" }, { type: "uint256" }] as const;
  return keccak256(encodeAbiParameters(types, [payer, gateway, key, serviceId]));
}

/** A payer's ledgers, the largest first. */
function ledgersOf(payer: Address, ledgers: readonly PaidLedger[]): PaidLedger[] {
  return ledgers
    .filter((ledger) => isSameAddress(ledger.payer, payer))
    .sort((a, b) => (a.claimed < b.claimed ? 1 : -1));
}

/** Token base units that a case can name for a payer. */
export function paidBy(payer: Address, ledgers: readonly PaidLedger[]): bigint {
  return ledgersOf(payer, ledgers).reduce((sum, { claimed }) => sum + claimed, 0n);
}

export interface HarmedContext {
  readonly ledgers: readonly PaidLedger[];
  readonly token: Token;
  /** Who cannot be a client of his own service. */
  readonly publisher: Address;
}

/** What is wrong with the client at this place of the list; undefined for what can be used. */
export function harmedProblem(
  drafts: readonly HarmedDraft[],
  place: number,
  { ledgers, token, publisher }: HarmedContext,
): { readonly payer?: string; readonly amount?: string } | undefined {
  const { payer: typed, amount: text } = drafts[place]!;
  const payer = typed.trim();
  if (!isAddress(payer)) return { payer: "This is no address." };
  if (isSameAddress(payer, publisher)) return { payer: "This is the publisher." };
  if (drafts.slice(0, place).some((each) => each.payer.trim().toLowerCase() === payer.toLowerCase()))
    return { payer: "This client is named already." };
  const paid = paidBy(payer, ledgers);
  if (paid === 0n) return { payer: "This account has paid nothing to this service by voucher." };
  const amount = parseAmount(text, token);
  if (amount === undefined) return { amount: `A number with at most ${token.decimals} decimals is needed.` };
  if (amount === 0n || amount > paid)
    return { amount: `More than nothing, and at most the ${formatMoney(paid, token)} that it has paid.` };
  return undefined;
}

/** The clients as they were typed in; undefined while something is wrong with one of them. */
export function readHarmed(drafts: readonly HarmedDraft[], context: HarmedContext): ReadHarmed[] | undefined {
  if (drafts.some((_, place) => harmedProblem(drafts, place, context) !== undefined)) return undefined;
  return drafts.map(({ payer, amount }) => ({
    payer: getAddress(payer.trim()),
    amount: parseAmount(amount, context.token) ?? 0n,
  }));
}

/**
 * The ledgers that cover what each client is to have back, the largest first, in the order that the contract asks for.
 * @param named each with at most what `paidBy` says
 */
export function harmedLedgers(
  named: readonly ReadHarmed[],
  ledgers: readonly PaidLedger[],
  serviceId: bigint,
): Harmed[] {
  const entries = named.flatMap(({ payer, amount }) => {
    let left = amount;
    return ledgersOf(payer, ledgers).flatMap(({ claimed, ...ledger }) => {
      const part = left < claimed ? left : claimed;
      left -= part;
      return part > 0n ? [{ ...ledger, amount: part }] : [];
    });
  });
  return entries
    .map((entry) => ({ entry, id: ledgerId(entry, serviceId) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ entry }) => entry);
}

/** Who gets what of a stake when the case is upheld, token base units: StakeCases._awards. */
export function stakeShares(amount: bigint, harmed: bigint) {
  const rest = amount - harmed;
  return { harmed, challenger: rest / 2n, treasury: rest - rest / 2n };
}
