import { sha256, toHex } from "viem";
import { usdc } from "./balances.ts";
import { USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const PRICE = USDC;

/** x402 `exact` with the gateway's Credit as its asset: door B. */
export const exact: Scenario = {
  title: "An x402 client pays exactly, from the balance in the vault.",

  async set(market) {
    const serviceId = await market.list("shop/chart");
    await market.deposit(market.payer, 10n * USDC);
    const args = [market.gateway.account.address] as const;
    await market.done(market.admin.writeContract({ ...market.doors, functionName: "openCredit", args }));
    return {
      market,
      payers: { Alice: market.payer },
      publishers: { Paula: { person: market.publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, settler, vault } = market;
    const { serviceId } = publishers["Paula"]!;
    const nonce = sha256(toHex("first call"));
    const first = await market.exact(payer, { serviceId, value: PRICE, nonce });
    const second = await market.exact(payer, {
      serviceId,
      value: PRICE,
      nonce: sha256(toHex("second call")),
    });
    say(
      `Alice signs two transferWithAuthorization of ${usdc(PRICE)} each, to the PayTo of service and terms.`,
    );

    const settle = {
      ...vault,
      functionName: "settleExacts",
      args: [market.gateway.account.address, [first, second, first]],
    } as const;
    await market.done(settler.writeContract(settle));
    say("The gateway settles both in one transaction. The first one, sent twice, is taken once.");
  },
};
