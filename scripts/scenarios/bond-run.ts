import { manifestBytes } from "../../contracts/manifest.ts";
import { toHex } from "viem";
import { usdc } from "./balances.ts";
import { DAY, manifestOf, USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

/** More than the bond of 5,000, so that nobody gets all. */
const DEPOSITED = 12_000n * USDC;
const SERVED = { Paula: 8_000n * USDC, Pedro: 4_000n * USDC } as const;

export const bondRun: Scenario = {
  title:
    "A gateway serves more than its bond is worth, claims nothing and lets the payer leave: the publishers share the bond.",

  async set(market) {
    const { publisher, publisher2 } = market;
    const manifest = toHex(manifestBytes(manifestOf("atelier/chart")));
    const solc = await market.list("shop/solc");
    const chart = await market.list("atelier/chart", manifest, publisher2);
    await market.deposit(market.payer, DEPOSITED);
    return {
      market,
      payers: { Alice: market.payer },
      publishers: {
        Paula: { person: publisher, serviceId: solc },
        Pedro: { person: publisher2, serviceId: chart },
      },
    };
  },

  async play({ market, publishers }, say) {
    const { payer, vault, gateways, forced } = market;
    const gateway = market.gateway.account.address;
    const receipted = await Promise.all(
      Object.entries(SERVED).map(async ([name, charged]) => {
        const row = await market.row(payer, { serviceId: publishers[name]!.serviceId, charged });
        return { name, row, receipt: await market.receipt(row) };
      }),
    );
    say(`The gateway gives receipts for ${usdc(SERVED.Paula)} to Paula and ${usdc(SERVED.Pedro)} to Pedro.`);

    await market.done(payer.writeContract({ ...vault, functionName: "thaw", args: [gateway, DEPOSITED] }));
    await market.pass(DAY);
    const args = [gateway, payer.account.address] as const;
    await market.done(payer.writeContract({ ...vault, functionName: "withdraw", args }));
    say("The gateway does not claim. A day later Alice has thawed and withdrawn everything.");

    for (const { name, row, receipt } of receipted) {
      const { person } = publishers[name]!;
      const force = { ...forced, functionName: "forceClaim", args: [row, ...receipt] } as const;
      await market.done(person.writeContract(force));
      say(`${name} files a receipt of ${usdc(row.charged)} against the bond: nothing is paid yet.`);
    }

    await market.pass(7 * DAY);
    await market.done(payer.writeContract({ ...gateways, functionName: "settleBondRun", args: [gateway] }));
    say("After seven days anyone closes the run: the bond is shared by what each had filed.");
    for (const [name, { person }] of Object.entries(publishers)) {
      const { address } = person.account;
      const collect = {
        ...gateways,
        functionName: "collectBondClaims",
        args: [gateway, 1n, address],
      } as const;
      const held = await market.balanceOf(address);
      await market.done(person.writeContract(collect));
      say(`${name} collects ${usdc((await market.balanceOf(address)) - held)}.`);
    }
  },
};
