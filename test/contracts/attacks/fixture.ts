/** The market with an honest gateway, whose payer has $100 there, and a rival with a gateway and a service of his own. */
import { as, DAY, now, type Person } from "../helpers/chain.ts";
import { BOND, listService, market, NO_PERMIT, USDC, type Market, type Quote } from "../helpers/market.ts";

export interface Attacked extends Market {
  /** The rival's, as his own publisher. */
  readonly ownService: Quote;
}

export async function attacked(): Promise<Attacked> {
  const parts = await market();
  const { vault, payer, gateway, rival } = parts;
  await as(vault, payer).deposit(payer.address, gateway.address, 100n * USDC, NO_PERMIT);
  await openGatewayOf(parts, rival);
  const ownService = await listService({ ...parts, publisher: rival }, "rival/mirror");
  return { ...parts, ownService };
}

/** `who` is gateway, settler and receipt key in one. */
async function openGatewayOf({ usdc, gateways }: Market, who: Person): Promise<void> {
  await usdc.mint(who.address, BOND);
  await as(usdc, who).approve(gateways, BOND);
  const endpoint = "https://rival.example";
  const validTo = (await now()) + 365n * DAY;
  await as(gateways, who).register(endpoint, who.address, who.address, validTo, BOND, NO_PERMIT);
}

/** What the payer has at the gateway. */
export async function balanceOf({ vault, payer, gateway }: Market): Promise<bigint> {
  return (await vault.accountOf(payer.address, gateway.address)).balance;
}

/** What a publisher has earned with a service, matured or not. */
export async function earnedBy({ earnings }: Market, who: Person, { serviceId }: Quote): Promise<bigint> {
  return (
    ((await earnings.pendingOf(who.address, serviceId)) as bigint) +
    ((await earnings.maturedOf(who.address, serviceId)) as bigint)
  );
}
