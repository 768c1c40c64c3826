/** What everybody has, as a table that a person can add up. */
import { formatUnits, type Address } from "viem";
import type { Market } from "./market.ts";

const DECIMALS = 6;
const WIDTH = 14;

export interface Cast {
  readonly market: Market;
  readonly payers: Readonly<Record<string, Market["payer"]>>;
  /** With the services whose earnings are shown. */
  readonly publishers: Readonly<
    Record<string, { readonly person: Market["payer"]; readonly serviceId: bigint }>
  >;
}

/** Base units by who and where; the sums over all of them are what exists. */
export type Balances = Readonly<Record<string, bigint>>;

/** Everything that the token's contract says of these people and of the market's contracts, and whose it is. */
export async function balancesOf({ market, payers, publishers }: Cast): Promise<Balances> {
  const { admin, vault, earnings, gateways, deployment } = market;
  const gateway = market.gateway.account.address;
  const { Treasury } = deployment.contracts;
  const found: Record<string, bigint> = {};
  for (const [name, { account }] of Object.entries(payers)) {
    found[`${name}'s wallet`] = await market.balanceOf(account.address);
    const args = [account.address, gateway] as const;
    found[`${name}'s account`] = (
      await admin.readContract({ ...vault, functionName: "accountOf", args })
    ).balance;
  }
  for (const [name, { person, serviceId }] of Object.entries(publishers)) {
    const { address } = person.account;
    found[`${name}'s wallet`] = await market.balanceOf(address);
    const args = [address, serviceId] as const;
    found[`${name}'s earnings`] =
      (await admin.readContract({ ...earnings, functionName: "pendingOf", args })) +
      (await admin.readContract({ ...earnings, functionName: "maturedOf", args }));
  }
  found["gateway's wallet"] = await market.balanceOf(gateway);
  found["gateway's share"] = await shareOf(gateway);
  // All of it is this gateway's bond; the last unit of a shared one stays there.
  found["gateway's bond"] = await market.balanceOf(gateways.address);
  found["stakes"] = await market.balanceOf(deployment.contracts.ServiceRegistry);
  found["bonds of cases"] = await market.balanceOf(deployment.contracts.Court);
  found["dispute bonds"] = await market.balanceOf(deployment.contracts.ChargeDisputes);
  found["treasury"] =
    (await market.balanceOf(Treasury)) +
    (await admin.readContract({ ...earnings, functionName: "treasuryAccrued" }));
  found["review rewards"] = await admin.readContract({ ...earnings, functionName: "rewardsAccrued" });
  return found;

  async function shareOf(account: Address): Promise<bigint> {
    return admin.readContract({ ...earnings, functionName: "shareOf", args: [account] });
  }
}

/** Prints both columns and what changed between them. */
export function compare(before: Balances, after: Balances, say: (line: string) => void): void {
  say(row("", "before", "after", "change"));
  for (const [name, held] of Object.entries(before)) {
    const now = after[name] ?? 0n;
    const change = now - held;
    say(row(name, usdc(held), usdc(now), change === 0n ? "" : `${change > 0n ? "+" : ""}${usdc(change)}`));
  }
}

export function usdc(amount: bigint): string {
  return formatUnits(amount, DECIMALS);
}

function row(name: string, ...cells: readonly string[]): string {
  return `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(WIDTH)).join("")}`;
}
