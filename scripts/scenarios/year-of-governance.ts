import { deploy } from "../deploy.ts";
import { amendment } from "./governance/amendment.ts";
import { anniversary } from "./governance/anniversary.ts";
import { courtAppeal } from "./governance/court-appeal.ts";
import { openDao } from "./governance/dao.ts";
import { distribution } from "./governance/distribution.ts";
import { enrolment } from "./governance/enrolment.ts";
import { feeChange } from "./governance/fee-change.ts";
import { guardianCancels, renewTerm, shortenTerm } from "./governance/guardian.ts";
import { contested, override } from "./governance/houses.ts";
import { grant, payment } from "./governance/payment.ts";
import { openStream, withdraw } from "./governance/stream.ts";
import { USDC } from "./market.ts";
import type { Scenario } from "./scenario.ts";

const GIVEN = 100_000n * USDC;

/** Each state that it says is checked as it is said. */
export const yearOfGovernance: Scenario = {
  title:
    "The DAO's first year: its supply is handed out, members find their voice, and what they vote for is done.",
  deploy,

  async set(market) {
    const { admin, deployment, payer, payer6, publisher, usdc } = market;
    const serviceId = await market.list("shop/solc");
    await market.deposit(payer, 100n * USDC);
    const args = [deployment.contracts.Treasury, GIVEN] as const;
    await market.done(admin.writeContract({ ...usdc, functionName: "mint", args }));
    return {
      market,
      payers: { Alice: payer, Rosa: payer6 },
      publishers: { Paula: { person: publisher, serviceId } },
    };
  },

  async play(cast, say) {
    const dao = await openDao(cast, say);
    await distribution(dao);
    await enrolment(dao);
    await feeChange(dao);
    await payment(dao);
    await grant(dao);
    const stream = await openStream(dao);
    await contested(dao);
    await override(dao);
    await withdraw(dao, stream, 45n);
    await guardianCancels(dao);
    await withdraw(dao, stream, 90n, 45n);
    await shortenTerm(dao);
    await amendment(dao);
    await renewTerm(dao);
    await courtAppeal(dao);
    await anniversary(dao);
  },
};
