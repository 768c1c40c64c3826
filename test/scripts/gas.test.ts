import { expect } from "chai";
import { measureDao } from "../../scripts/gas/measure-dao.ts";
import { GOALS } from "../../scripts/gas/peers.ts";

const PROMISED = ["delegate, first", "propose, one call", "vote, later: power and voice"] as const;

describe("the DAO as it is deployed", () => {
  it("costs its voters no more gas than promised", async () => {
    const measured = await measureDao();
    for (const operation of PROMISED) {
      expect(measured[operation], operation).to.be.greaterThan(21_000);
      expect(measured[operation], operation).to.be.at.most(GOALS[operation]!);
    }
  });
});
