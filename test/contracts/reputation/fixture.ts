import { addressOf, as, DAY, networkHelpers } from "../helpers/chain.ts";
import { claimedRow, claimServed, open, serve, type Claimed } from "../helpers/dispute.ts";
import { NO_PERMIT, USDC, type Market } from "../helpers/market.ts";
import { reputed } from "../helpers/reputation.ts";

const { time } = networkHelpers;

export const PRICES = [20_000n, 20_000n, 10_000n] as const;
/** Of all three: of the fee of 2,500 the gateway has 30 % and the rewards 10 %. */
export const SHARE = 1_500n;

/** Alice has paid for three calls in one row, which is collected and for which no receipt will be shown. */
export async function served() {
  const parts = await reputed();
  const { vault, token, disputes, reputation, service, gateway, alice } = parts;
  await as(vault, alice).deposit(alice.address, gateway.address, 10n * USDC, NO_PERMIT);
  await as(token, alice).approve(await addressOf(disputes), 1_000n * USDC);
  const claimed = await claimServed(parts, [await serve(parts, PRICES)]);
  const key = { gateway: gateway.address, key: alice.address };
  await reputation.collect(alice.address, service.serviceId, [key]);
  return { ...parts, claimed };
}

/** Alice asks for one of the receipts; the gateway is silent, and its bond owes her the row. */
export async function refund(parts: Market & { readonly claimed: Claimed }) {
  await open(parts, parts.claimed, 30_000n);
  await time.increase(3n * DAY + 1n);
  await parts.disputes.conclude(1n);
}

/** What `discount` takes of a row. */
export function discountArgs({ service, claimed }: Market & { readonly claimed: Claimed }) {
  return [claimed.claim, claimedRow(claimed), service.termsId, service.feeVersion] as const;
}
