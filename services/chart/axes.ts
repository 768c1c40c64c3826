/** Grid, ticks and names of a chart with two axes. */
import type { ScaleLinear } from "d3-scale";
import type { Box } from "./frame.ts";
import { element, textElement } from "./svg.ts";
import { fitText, textWidth, type Theme } from "./theme.ts";

const TICK_SIZE = 11;
const NAME_SIZE = 12;

export interface Tick {
  readonly at: number;
  readonly label: string;
}

export interface Axes {
  /** Where the data goes. */
  readonly plot: Box;
  draw(xTicks: readonly Tick[]): string;
}

/** Lays the axes out in `box`. `y` gets its range from here. */
export function layOutAxes(
  box: Box,
  y: ScaleLinear<number, number>,
  theme: Theme,
  names: { readonly x: string | undefined; readonly y: string | undefined },
): Axes {
  const bottom = box.bottom - TICK_SIZE - 10 - (names.x ? NAME_SIZE + 10 : 0);
  const count = Math.max(2, Math.min(8, Math.floor((bottom - box.top) / 45)));
  const values = y.ticks(count);
  const format = y.tickFormat(count);
  const widest = Math.max(...values.map((value) => textWidth(format(value), TICK_SIZE)));
  const left = box.left + widest + 8 + (names.y ? NAME_SIZE + 8 : 0);
  const plot = { left, top: box.top, right: box.right, bottom };
  y.range([plot.bottom, plot.top]);

  return {
    plot,
    draw(xTicks) {
      const grid = values.map((value) => {
        const at = y(value);
        const line = element("line", {
          x1: plot.left,
          x2: plot.right,
          y1: at,
          y2: at,
          stroke: value === 0 ? theme.faint : theme.grid,
        });
        return line + tickText(format(value), plot.left - 8, at + 4, "end", theme);
      });
      const middle = (plot.left + plot.right) / 2;
      const xName = names.x ? nameText(names.x, middle, box.bottom, plot.right - plot.left, theme) : "";
      const yMiddle = (plot.top + plot.bottom) / 2;
      const yName = names.y
        ? element(
            "g",
            { transform: `translate(${box.left + NAME_SIZE - 2} ${yMiddle}) rotate(-90)` },
            nameText(names.y, 0, 0, plot.bottom - plot.top, theme),
          )
        : "";
      return [...grid, ...thinOut(xTicks, plot).map((tick) => xTick(tick, plot, theme)), xName, yName].join(
        "",
      );
    },
  };
}

function xTick({ at, label }: Tick, plot: Box, theme: Theme): string {
  return tickText(label, at, plot.bottom + TICK_SIZE + 8, "middle", theme);
}

/** Every nth tick, so that no two labels touch; long labels are cut. */
function thinOut(ticks: readonly Tick[], plot: Box): Tick[] {
  const width = plot.right - plot.left;
  const most = Math.min(width / 2, 160);
  const fitted = ticks.map(({ at, label }) => ({ at, label: fitText(label, TICK_SIZE, most) }));
  const widest = Math.max(1, ...fitted.map(({ label }) => textWidth(label, TICK_SIZE) + 10));
  const step = Math.max(1, Math.ceil((fitted.length * widest) / width));
  return fitted.filter((_tick, index) => index % step === 0);
}

function tickText(label: string, x: number, y: number, anchor: string, theme: Theme): string {
  return textElement(label, { x, y, "text-anchor": anchor, "font-size": TICK_SIZE, fill: theme.faint });
}

function nameText(name: string, x: number, y: number, room: number, theme: Theme): string {
  return textElement(fitText(name, NAME_SIZE, room), {
    x,
    y,
    "text-anchor": "middle",
    "font-size": NAME_SIZE,
    fill: theme.text,
  });
}
