/** The plot of `npm run simulate:governance`: persons that a whale needs against what he has, with the cap and without. */
import { scaleLog } from "d3-scale";
import { line } from "d3-shape";

export interface Curve {
  readonly label: string;
  readonly capped: boolean;
  /** Whole STOA of the whale, and persons. */
  readonly points: readonly (readonly [whale: number, persons: number])[];
}

const [WIDTH, HEIGHT] = [860, 520];
const MARGIN = { top: 56, right: 210, bottom: 56, left: 72 };
/** One for each crowd; its curve without the cap is dashed. */
const COLOURS = ["#1d4ed8", "#b45309", "#047857"];

/** An SVG document. */
export function drawCurves(curves: readonly Curve[]): string {
  const points = curves.flatMap((curve) => curve.points);
  const x = scaleLog(extent(points.map(([whale]) => whale)), [MARGIN.left, WIDTH - MARGIN.right]);
  const y = scaleLog(extent(points.map(([, persons]) => persons)), [
    HEIGHT - MARGIN.bottom,
    MARGIN.top,
  ]).nice();
  const path = line<readonly [number, number]>()
    .x(([whale]) => x(whale))
    .y(([, persons]) => y(persons));
  const [left, right, bottom] = [MARGIN.left, WIDTH - MARGIN.right, HEIGHT - MARGIN.bottom];

  const rows = y
    .ticks()
    .filter(isRound)
    .map((tick) => {
      const at = y(tick).toFixed(1);
      return (
        `<line x1="${left}" x2="${right}" y1="${at}" y2="${at}" stroke="#e5e7eb"/>` +
        text(left - 8, Number(at) + 4, tick.toLocaleString("en"), "end")
      );
    });
  const columns = x
    .ticks()
    .filter(isRound)
    .map((tick) => text(x(tick), bottom + 20, `${(tick / 1e6).toLocaleString("en")} M`, "middle"));
  const lines = curves.map((curve, i) => {
    const colour = COLOURS[Math.floor(i / 2) % COLOURS.length];
    const dash = curve.capped ? "" : ' stroke-dasharray="5 4"';
    const legend = MARGIN.top + 12 + i * 22;
    return (
      `<path d="${path(curve.points)}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>` +
      `<line x1="${right + 16}" x2="${right + 44}" y1="${legend}" y2="${legend}" stroke="${colour}" stroke-width="2"${dash}/>` +
      text(right + 50, legend + 4, curve.label, "start")
    );
  });

  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12" fill="#111827">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    `<text x="${left}" y="28" font-size="16">Persons that a whale needs to be louder than the members</text>`,
    ...rows,
    ...columns,
    ...lines,
    text((left + right) / 2, HEIGHT - 14, "STOA of the whale", "middle"),
    "</svg>",
    "",
  ].join("\n");
}

function extent(values: readonly number[]): readonly [number, number] {
  return [Math.min(...values), Math.max(...values)];
}

/** 1, 2 or 5 of a power of ten. */
function isRound(tick: number): boolean {
  return /^[125]/.test(tick.toExponential()) && /^\de/.test(tick.toExponential());
}

function text(x: number, y: number, words: string, anchor: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`;
}
