import { earningsDomain, refundTypes } from "../../contracts/typed-data.ts";
import { usdc } from "./balances.ts";
import { USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const CHARGED = 4n * USDC;
const GIVEN_BACK = 3n * USDC;
const LATER = 4_000_000_000n;

/** Ladder of refunds, first step: the publisher agrees. */
export const refund: Scenario = {
  title: "A publisher gives a payer back what it earned with him; the fee stays.",

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
    const { payer, publisher, payer2, earnings, deployment } = market;
    const { serviceId } = publishers["Paula"]!;
    await market.claim([await market.row(payer, { serviceId, charged: CHARGED })]);
    say(`The gateway claims ${usdc(CHARGED)} that Alice signed for Paula's service.`);

    const message = {
      serviceId,
      payer: payer.account.address,
      gateway: market.gateway.account.address,
      amount: GIVEN_BACK,
      nonce: 1n,
      deadline: LATER,
    };
    const signature = await publisher.signTypedData({
      domain: earningsDomain(deployment.chainId, earnings.address),
      types: refundTypes,
      primaryType: "Refund",
      message,
    });
    const args = [publisher.account.address, message, signature] as const;
    await market.done(payer2.writeContract({ ...earnings, functionName: "refund", args }));
    say(
      `Paula signs a refund of ${usdc(GIVEN_BACK)}, and a stranger submits it: Alice's account has it at once.`,
    );
  },
};
