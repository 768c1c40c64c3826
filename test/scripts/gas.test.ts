import { expect } from "chai";
import { measureDao } from "../../scripts/gas/measure-dao.ts";
import { GOALS } from "../../scripts/gas/peers.ts";

/** What holders and voters do that has a goal. */
const OPERATIONS = ["propose, one call", "vote, later: power and voice", "delegate, first"] as const;

describe("the gas of a vote at the DAO as it is deployed", () => {
  it("is within the goals: of a proposal with one call, a later ballot in both houses, and a first delegation", async () => {
    const measured = await measureDao();
    for (const operation of OPERATIONS)
      expect(measured[operation], operation).to.be.a("number").that.is.at.most(GOALS[operation]!);
  });
});
