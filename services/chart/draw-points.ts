/** Scatter plots, and lines over a numeric x axis. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { layOutAxes } from "./axes.ts";
import { extent } from "./draw-labelled.ts";
import { colour, frameOf } from "./frame.ts";
import type { ChartInput } from "./input.ts";
import { element } from "./svg.ts";
import type { Theme } from "./theme.ts";

export function drawPoints(input: ChartInput, theme: Theme): string {
  const { series, type } = input;
  const all = series.flatMap(({ points = [] }) => points);
  const ys = all.map(([, y]) => y);
  const y = scaleLinear()
    .domain(extent(input.fromZero ? [...ys, 0] : ys))
    .nice();
  const frame = frameOf(input, theme, series.length > 1 ? series.map(({ name }) => name) : []);
  const axes = layOutAxes(frame.box, y, theme, { x: input.xLabel, y: input.yLabel });
  const { left, right } = axes.plot;
  const x = scaleLinear()
    .domain(extent(all.map(([value]) => value)))
    .nice()
    .range([left, right]);
  const count = Math.max(2, Math.floor((right - left) / 90));
  const format = x.tickFormat(count);
  const ticks = x.ticks(count).map((value) => ({ at: x(value), label: format(value) }));

  const shapes = series.map(({ points = [] }, index) => {
    const fill = colour(theme, index);
    if (type === "line") {
      const sorted = points.toSorted(([a], [b]) => a - b);
      const path = line<[number, number]>(
        ([value]) => x(value),
        ([, value]) => y(value),
      );
      return element("path", { d: path(sorted) ?? "", fill: "none", stroke: fill, "stroke-width": 2.5 });
    }
    return points
      .map(([cx, cy]) => element("circle", { cx: x(cx), cy: y(cy), r: 4, fill, "fill-opacity": 0.75 }))
      .join("");
  });
  return frame.wrap(axes.draw(ticks) + shapes.join(""));
}
