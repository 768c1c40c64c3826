import { claimServed, dispute, serve } from "./answerable.ts";
import { usdc } from "./balances.ts";
import { DAY, USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const PRICE = 20_000n;
const HONEST = 3;
/** Beside two calls that were made. */
const CLAIMED = 4n * USDC;

export const chargeDispute: Scenario = {
  title:
    "A payer asks which calls her money went to: the gateway shows one receipt, has none for another charge, and its bond pays.",

  async set(market) {
    const solc = await market.list("shop/solc");
    const chart = await market.list("shop/chart");
    await market.deposit(market.payer, 10n * USDC);
    return {
      market,
      payers: { Alice: market.payer },
      publishers: {
        "Paula (solc)": { person: market.publisher, serviceId: solc },
        "Paula (chart)": { person: market.publisher, serviceId: chart },
      },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, gateway: operator, gateways, disputes } = market;
    const gateway = operator.account.address;
    const solc = publishers["Paula (solc)"]!.serviceId;
    const chart = publishers["Paula (chart)"]!.serviceId;
    const claim = await claimServed(market, [
      await serve(market, payer, { serviceId: solc, prices: Array<bigint>(HONEST).fill(PRICE) }),
      await serve(market, payer, { serviceId: chart, prices: [PRICE, PRICE], charged: CLAIMED }),
    ]);
    say(
      `The gateway claims ${usdc(BigInt(HONEST) * PRICE)} for three calls of solc, with a receipt for each.`,
    );
    say(`It claims ${usdc(CLAIMED)} for two calls of chart, which cost ${usdc(2n * PRICE)}.`);

    const asked = await dispute(market, payer, claim, 2n * PRICE, 0);
    say(
      `Alice puts up ${usdc(5n * USDC)} and asks which call the ${2n * PRICE}th unit of the first row went to.`,
    );
    await claim.answer(asked, 0, 1);
    say("The gateway shows the receipt of the second call, with its way up to the root of the claim.");
    const unanswered = await dispute(market, payer, claim, CLAIMED, 1);
    say(
      `Alice asks for the ${CLAIMED}th unit of the second row. There is no receipt for it: the gateway is silent.`,
    );

    await market.pass(3 * DAY + 1);
    for (const disputeId of [asked, unanswered]) {
      await market.done(payer.writeContract({ ...disputes, functionName: "conclude", args: [disputeId] }));
    }
    say("Three days later both are concluded: the first bond is the gateway's, the second Alice's again.");
    say(`${usdc(CLAIMED)} is filed for her against the gateway's bond. Paula keeps what she earned.`);

    for (const who of [payer, operator]) {
      const args = [who.account.address] as const;
      await market.done(who.writeContract({ ...disputes, functionName: "collect", args }));
    }
    await market.pass(7 * DAY);
    await market.done(payer.writeContract({ ...gateways, functionName: "settleBondRun", args: [gateway] }));
    const args = [gateway, 1n, payer.account.address] as const;
    await market.done(payer.writeContract({ ...gateways, functionName: "collectBondClaims", args }));
    say(`After seven days the run on the bond is settled, and Alice collects ${usdc(CLAIMED)}.`);
  },
};
