import { expect } from "chai";
import { createChartService } from "../../services/chart/service.ts";
import { ERAS, type ToolAnswer } from "./helpers/clients.ts";
import { serviceFixture, type ServiceFixture } from "./helpers/fixture.ts";

const BARS = {
  type: "bar",
  title: "Calls",
  labels: ["Jan", "Feb", "Mar"],
  series: [{ name: "paid", values: [3, -1, 8] }],
};

describe("the chart renderer", () => {
  let service: ServiceFixture;
  before(async () => {
    service = await serviceFixture(createChartService());
  });
  after(() => service.close());

  for (const era of ERAS) {
    it(`returns a PNG of the asked size and an SVG as image content, in ${era}`, async () => {
      const client = await service.client(era);
      const answer = await client.call("render", { ...BARS, width: 640, height: 360, scale: 2 });
      expect(answer.isError).to.equal(false);
      expect(answer.content.map(({ type, mimeType }) => mimeType ?? type)).to.deep.equal([
        "image/png",
        "image/svg+xml",
        "text",
      ]);
      expect(pngSize(answer)).to.deep.equal({ width: 1280, height: 720 });
      expect(answer.structured).to.deep.equal({
        type: "bar",
        title: "Calls",
        width: 1280,
        height: 720,
        series: 1,
        points: 3,
      });
    });
  }

  it("tells those who cannot see it what it shows", async () => {
    const svg = svgOf(await (await service.client(ERAS[1]!)).call("render", BARS));
    expect(svg).to.match(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
    expect(svg).to.include('<title id="title">Calls</title>');
    expect(svg).to.include(
      '<desc id="desc">A bar chart over Jan to Mar. paid: 3 values from -1 to 8.</desc>',
    );
  });

  it("draws a negative bar below the zero line, and each bar as high as its value", async () => {
    const svg = svgOf(await (await service.client(ERAS[1]!)).call("render", BARS));
    const bars = [...svg.matchAll(/<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="([\d.]+)" rx/g)];
    const [three, minusOne, eight] = bars.map(([, y, height]) => ({ y: Number(y), height: Number(height) }));
    expect(bars).to.have.length(3);
    expect(Math.abs(minusOne!.y - (three!.y + three!.height))).to.be.below(0.1);
    expect(Math.abs(eight!.height / three!.height - 8 / 3)).to.be.below(0.01);
  });

  it("draws text in the font it brings along", async () => {
    const client = await service.client(ERAS[1]!);
    const withText = await client.call("render", { ...BARS, formats: ["png"] });
    const other = await client.call("render", { ...BARS, title: "Hallo", formats: ["png"] });
    expect(withText.content[0]?.data).not.to.equal(other.content[0]?.data);
  });

  const shapes: [type: string, args: Record<string, unknown>, mark: RegExp, count: number][] = [
    [
      "line with a gap",
      { type: "line", labels: ["a", "b", "c"], series: [{ name: "s", values: [1, null, 2] }] },
      /<circle/g,
      2,
    ],
    [
      "stacked area",
      {
        type: "area",
        stacked: true,
        labels: ["a", "b"],
        series: [
          { name: "s", values: [1, 2] },
          { name: "t", values: [3, 4] },
        ],
      },
      /fill-opacity="0.75"/g,
      2,
    ],
    [
      "scatter",
      {
        type: "scatter",
        series: [
          {
            name: "s",
            points: [
              [1, 2],
              [3, 4],
              [5, 6],
            ],
          },
        ],
      },
      /<circle/g,
      3,
    ],
    [
      "numeric line",
      {
        type: "line",
        series: [
          {
            name: "s",
            points: [
              [1, 2],
              [30, 4],
            ],
          },
        ],
      },
      /<path/g,
      1,
    ],
    ["pie", { type: "pie", labels: ["a", "b"], series: [{ name: "s", values: [1, 3] }] }, /<path/g, 2],
    [
      "donut",
      { type: "donut", theme: "dark", labels: ["a"], series: [{ name: "s", values: [1] }] },
      /<path/g,
      1,
    ],
  ];
  for (const [what, args, mark, count] of shapes) {
    it(`draws a ${what}`, async () => {
      const answer = await (await service.client(ERAS[1]!)).call("render", { title: "T", ...args });
      expect(svgOf(answer).match(mark)).to.have.length(count);
      expect(pngSize(answer)).to.deep.equal({ width: 800, height: 450 });
    });
  }

  it("keeps data from becoming markup", async () => {
    const title = `</title><script>alert(1)</script>&"\u0007`;
    const svg = svgOf(await (await service.client(ERAS[1]!)).call("render", { ...BARS, title }));
    expect(svg).not.to.include("<script");
    expect(svg).to.include("&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;</title>");
  });

  const refused: [what: string, args: Record<string, unknown>, message: RegExp][] = [
    [
      "values and labels of different number",
      { ...BARS, labels: ["Jan"] },
      /"paid" has 3 values for 1 labels/,
    ],
    ["a bar chart without labels", { ...BARS, labels: undefined }, /Give `labels`/],
    ["a scatter without points", { ...BARS, type: "scatter" }, /needs `points`/],
    [
      "a pie of two series",
      { ...BARS, type: "pie", series: [BARS.series[0], BARS.series[0]] },
      /pie has one series/,
    ],
    ["a pie with a negative slice", { ...BARS, type: "pie" }, /cannot show negative/],
    ["negative values on top of each other", { ...BARS, stacked: true }, /cannot be stacked/],
    ["stacked lines", { ...BARS, type: "line", stacked: true }, /Only bars and areas/],
    [
      "nothing but gaps",
      { ...BARS, series: [{ name: "s", values: [null, null, null] }] },
      /no value but null/,
    ],
    [
      "a PNG of 36 million pixels",
      { ...BARS, width: 2000, height: 2000, scale: 3 },
      /36000000 pixels; the limit is 8000000/,
    ],
    ["a kind of chart it does not know", { ...BARS, type: "radar" }, /type/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await (await service.client(ERAS[1]!)).call("render", args);
      expect(answer.isError).to.equal(true);
      expect(answer.text).to.match(message);
      expect(answer.content.some(({ type }) => type === "image")).to.equal(false);
    });
  }
});

/** https://www.w3.org/TR/png-3/: the signature, then IHDR with width and height. */
function pngSize({ content }: ToolAnswer) {
  const png = Buffer.from(content.find(({ mimeType }) => mimeType === "image/png")?.data ?? "", "base64");
  expect(png.subarray(0, 8).toString("hex")).to.equal("89504e470d0a1a0a");
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

function svgOf({ content }: ToolAnswer): string {
  const data = content.find(({ mimeType }) => mimeType === "image/svg+xml")?.data ?? "";
  return Buffer.from(data, "base64").toString("utf8");
}
