import { expect } from "chai";
import { drawCrowds } from "../../../scripts/simulate/crowds.ts";
import { drawCurves } from "../../../scripts/simulate/draw.ts";
import { mersenneTwister } from "../../../scripts/simulate/mersenne-twister.ts";
import { whaleCounter, whaleTable } from "../../../scripts/simulate/whales.ts";

describe("the simulation of whales", () => {
  it("draws as MT19937 does: the first fractions of Python's random.seed(1)", () => {
    const random = mersenneTwister(1);
    expect([random(), random(), random()]).to.deep.equal([
      0.13436424411240122, 0.8474337369372327, 0.763774618976614,
    ]);
  });

  it("finds by the contract's formula what the design says that a whale needs", async () => {
    const rows = await whaleTable(await whaleCounter());
    expect(rows.map(({ members, tokens, whale }) => [members, tokens, whale])).to.deep.equal([
      [200, 50e6, 300e6],
      [500, 100e6, 300e6],
      [500, 100e6, 50e6],
      [2_000, 200e6, 300e6],
    ]);
    expect(rows.map(({ uncapped, capped }) => [uncapped, capped])).to.deep.equal([
      [26, 194],
      [124, 454],
      [743, 454],
      [846, 1_355],
    ]);
  });

  it("finds no wealth that replaces persons once there is a cap", async () => {
    const count = await whaleCounter();
    const [crowd] = drawCrowds();
    const [rich, richest] = [await count(crowd!, 100e6), await count(crowd!, 900e6)];
    expect(richest.capped).to.equal(rich.capped);
    expect(richest.uncapped).to.be.lessThan(rich.uncapped / 5);
  });

  it("plots each curve with its name", () => {
    const svg = drawCurves([
      {
        label: "ten, cap",
        capped: true,
        points: [
          [1e6, 10],
          [1e7, 10],
        ],
      },
      {
        label: "ten, no cap",
        capped: false,
        points: [
          [1e6, 20],
          [1e7, 2],
        ],
      },
    ]);
    expect(svg)
      .to.match(/^<svg /)
      .and.include("ten, cap")
      .and.include("ten, no cap");
    expect(svg.match(/<path /g)).to.have.length(2);
    expect(svg).not.to.include("NaN");
  });
});
