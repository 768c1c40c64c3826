/** Pies and donuts: shares of a whole, each with its part in per cent. */
import { arc, pie } from "d3-shape";
import { colour, frameOf } from "./frame.ts";
import type { ChartInput } from "./input.ts";
import { element, textElement } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** A smaller slice has no room for its number. */
const LEAST_LABELLED = 0.04;

export function drawRound(input: ChartInput, theme: Theme): string {
  const labels = input.labels ?? [];
  const values = (input.series[0]?.values ?? []).map((value) => value ?? 0);
  const total = values.reduce((sum, value) => sum + value, 0);
  const frame = frameOf(
    input,
    theme,
    labels.map((label, index) => `${label} ${percent((values[index] ?? 0) / total)}`),
  );
  const { left, top, right, bottom } = frame.box;
  const radius = Math.max(10, Math.min(right - left, bottom - top) / 2);
  const hole = input.type === "donut" ? radius * 0.58 : 0;
  const shape = arc<{ startAngle: number; endAngle: number }>().innerRadius(hole).outerRadius(radius);
  const middle = arc<{ startAngle: number; endAngle: number }>()
    .innerRadius(hole || radius * 0.3)
    .outerRadius(radius);

  const slices = pie()
    .sort(null)(values)
    .map((slice, index) => {
      const path = element("path", {
        d: shape(slice) ?? "",
        fill: colour(theme, index),
        stroke: theme.ground,
        "stroke-width": values.filter(Boolean).length > 1 ? 2 : 0,
      });
      const share = slice.value / total;
      if (share < LEAST_LABELLED) return path;
      const [x, y] = middle.centroid(slice);
      const words = { x, y: y + 4, "text-anchor": "middle", "font-size": 12, "font-weight": "bold" };
      return path + textElement(percent(share), { ...words, fill: theme.ground });
    });
  const centre = `translate(${(left + right) / 2} ${(top + bottom) / 2})`;
  return frame.wrap(element("g", { transform: centre }, slices.join("")));
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}
