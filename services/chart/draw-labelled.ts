/** Lines, areas and bars over named places on the x axis. */
import { scaleBand, scaleLinear, scalePoint } from "d3-scale";
import { area, line } from "d3-shape";
import { layOutAxes } from "./axes.ts";
import { colour, frameOf } from "./frame.ts";
import type { ChartInput } from "./input.ts";
import { element } from "./svg.ts";
import type { Theme } from "./theme.ts";

/** From and to on the y axis; null for a gap. */
type Span = readonly [number, number] | null;

export function drawLabelled(input: ChartInput, theme: Theme): string {
  const { type, labels = [], series, stacked } = input;
  const spans = stacked ? stackedSpans(input) : series.map(({ values = [] }) => values.map(spanFromZero));
  const ends = spans.flat().flatMap((span) => (span === null ? [] : type === "line" ? [span[1]] : [...span]));
  const fromZero = type !== "line" || input.fromZero === true;
  const y = scaleLinear()
    .domain(extent(fromZero ? [...ends, 0] : ends))
    .nice();
  const frame = frameOf(input, theme, series.length > 1 ? series.map(({ name }) => name) : []);
  const axes = layOutAxes(frame.box, y, theme, { x: input.xLabel, y: input.yLabel });
  const range: [number, number] = [axes.plot.left, axes.plot.right];
  const places = labels.map((_label, index) => String(index));

  if (type === "bar") {
    const band = scaleBand().domain(places).range(range).paddingInner(0.25).paddingOuter(0.15);
    const inner = stacked
      ? undefined
      : scaleBand()
          .domain(series.map((_series, index) => String(index)))
          .range([0, band.bandwidth()])
          .paddingInner(0.08);
    const bars = spans.flatMap((row, index) =>
      row.map((span, place) => {
        if (span === null) return "";
        const x = (band(String(place)) ?? 0) + (inner?.(String(index)) ?? 0);
        const [top, bottom] = [y(Math.max(...span)), y(Math.min(...span))];
        const width = inner?.bandwidth() ?? band.bandwidth();
        const rx = Math.min(3, width / 4);
        return element("rect", { x, y: top, width, height: bottom - top, rx, fill: colour(theme, index) });
      }),
    );
    const ticks = labels.map((label, place) => ({
      at: (band(String(place)) ?? 0) + band.bandwidth() / 2,
      label,
    }));
    return frame.wrap(axes.draw(ticks) + bars.join(""));
  }

  const point = scalePoint()
    .domain(places)
    .range(range)
    .padding(labels.length === 1 ? 1 : 0.1);
  const xOf = (_span: Span, place: number) => point(String(place)) ?? 0;
  const shapes = spans.map((row, index) => {
    const stroke = colour(theme, index);
    const edge = line<Span>(xOf, (span) => y(span?.[1] ?? 0)).defined((span) => span !== null);
    const path = element("path", {
      d: edge([...row]) ?? "",
      fill: "none",
      stroke,
      "stroke-width": 2.5,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    });
    const dots =
      row.length <= 40 && type === "line" ? row.map((span, place) => dot(span, xOf(span, place))) : [];
    function dot(span: Span, cx: number): string {
      return span === null ? "" : element("circle", { cx, cy: y(span[1]), r: 3, fill: stroke });
    }
    if (type === "line") return path + dots.join("");
    const fill = area<Span>(
      xOf,
      (span) => y(span?.[0] ?? 0),
      (span) => y(span?.[1] ?? 0),
    ).defined((span) => span !== null);
    const opacity = stacked ? 0.75 : 0.25;
    return element("path", { d: fill([...row]) ?? "", fill: stroke, "fill-opacity": opacity }) + path;
  });
  const ticks = labels.map((label, place) => ({ at: point(String(place)) ?? 0, label }));
  return frame.wrap(axes.draw(ticks) + shapes.join(""));
}

function spanFromZero(value: number | null): Span {
  return value === null ? null : [0, value];
}

/** Each series stands on the sum of those before it; a gap counts as nothing. */
function stackedSpans({ labels = [], series }: ChartInput): Span[][] {
  const heights = labels.map(() => 0);
  return series.map(({ values = [] }) =>
    values.map((value, place) => {
      const base = heights[place] ?? 0;
      heights[place] = base + (value ?? 0);
      return value === null ? null : ([base, base + value] as const);
    }),
  );
}

/** Never empty: a flat series gets room above and below. */
export function extent(values: readonly number[]): [number, number] {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (low < high) return [low, high];
  const room = Math.abs(low) * 0.1 || 1;
  return [low - room, high + room];
}
