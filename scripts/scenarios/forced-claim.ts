import { usdc } from "./balances.ts";
import { USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const SERVED = 4n * USDC;
const HOUR = 3_600;

export const forcedClaim: Scenario = {
  title:
    "A gateway is killed before it claims: the publisher forces what it has a receipt for, from the balance.",

  async set(market) {
    const serviceId = await market.list("shop/solc");
    await market.deposit(market.payer, 10n * USDC);
    return {
      market,
      payers: { Alice: market.payer },
      publishers: { Paula: { person: market.publisher, serviceId } },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, publisher, vault, forced } = market;
    const { serviceId } = publishers["Paula"]!;
    const row = await market.row(payer, { serviceId, charged: SERVED });
    const receipt = await market.receipt(row);
    say(
      `Alice signs for ${usdc(SERVED)}, Paula serves it and has the gateway's receipt. Then the gateway is killed.`,
    );
    const { balance } = await market.accountOf(payer);
    const args = [market.gateway.account.address, balance] as const;
    await market.done(payer.writeContract({ ...vault, functionName: "thaw", args }));
    say("Alice sees no charge and starts to thaw all of her balance. It could leave after a day.");

    await market.pass(6 * HOUR);
    const force = { ...forced, functionName: "forceClaim", args: [row, ...receipt] } as const;
    await market.done(publisher.writeContract(force));
    say(
      `Six hours after the receipt Paula forces it: ${usdc(SERVED)} of the thawing money pay for her work.`,
    );
  },
};
