/** What surrounds every chart: ground, title, legend, and the words for those who cannot see it. */
import type { ChartInput } from "./input.ts";
import { element, escapeText, textElement } from "./svg.ts";
import { FONT, fitText, textWidth, type Theme } from "./theme.ts";

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const PADDING = 20;
const TITLE_SIZE = 18;
const LEGEND_SIZE = 12;
const LEGEND_LINE = 20;

export interface Frame {
  /** Room left for the drawing. */
  readonly box: Box;
  /** The whole document around the drawing. */
  wrap(drawing: string): string;
}

/** `names` are the legend's entries, coloured in the theme's order; none for a chart that explains itself. */
export function frameOf(input: ChartInput, theme: Theme, names: readonly string[]): Frame {
  const { width, height, title } = input;
  const legend = legendOf(names, theme, input);
  const top = PADDING + TITLE_SIZE + 14 + legend.height;
  return {
    box: { left: PADDING, top, right: width - PADDING, bottom: height - PADDING },
    wrap(drawing) {
      const heading = textElement(fitText(title, TITLE_SIZE, width - 2 * PADDING), {
        x: PADDING,
        y: PADDING + TITLE_SIZE - 3,
        "font-size": TITLE_SIZE,
        "font-weight": "bold",
        fill: theme.text,
      });
      return element(
        "svg",
        {
          xmlns: "http://www.w3.org/2000/svg",
          width,
          height,
          viewBox: `0 0 ${width} ${height}`,
          role: "img",
          "aria-labelledby": "title desc",
          "font-family": `${FONT}, Verdana, sans-serif`,
        },
        [
          element("title", { id: "title" }, escapeText(title)),
          element("desc", { id: "desc" }, escapeText(input.description ?? describe(input))),
          element("rect", { width, height, fill: theme.ground }),
          heading,
          legend.markup,
          drawing,
        ].join(""),
      );
    },
  };
}

/** At most a third of the height: what does not fit is left out, so that the drawing keeps its room. */
function legendOf(
  names: readonly string[],
  theme: Theme,
  { width, height }: ChartInput,
): { markup: string; height: number } {
  if (names.length === 0) return { markup: "", height: 0 };
  const lastLine = Math.max(0, Math.floor(height / 3 / LEGEND_LINE) - 1);
  let x = PADDING;
  let line = 0;
  const entries = names.map((name, index) => {
    const label = fitText(name, LEGEND_SIZE, width - 2 * PADDING - 18);
    const entryWidth = 18 + textWidth(label, LEGEND_SIZE) + 14;
    if (x > PADDING && x + entryWidth > width - PADDING) {
      x = PADDING;
      line += 1;
    }
    if (line > lastLine) return "";
    const y = PADDING + TITLE_SIZE + 14 + line * LEGEND_LINE;
    const swatch = element("rect", { x, y, width: 12, height: 12, rx: 3, fill: colour(theme, index) });
    const words = textElement(label, { x: x + 18, y: y + 10.5, "font-size": LEGEND_SIZE, fill: theme.faint });
    x += entryWidth;
    return swatch + words;
  });
  return { markup: entries.join(""), height: (Math.min(line, lastLine) + 1) * LEGEND_LINE + 10 };
}

export function colour(theme: Theme, index: number): string {
  return theme.series[index % theme.series.length] ?? theme.text;
}

function describe({ type, series, labels }: ChartInput): string {
  const parts = series.map(({ name, values, points }) => {
    const numbers = points?.map(([, y]) => y) ?? values?.filter((entry) => entry !== null) ?? [];
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
    return `${name}: ${numbers.length} values from ${low} to ${high}`;
  });
  const along = labels?.length ? ` over ${labels[0]} to ${labels.at(-1)}` : "";
  return `A ${type} chart${along}. ${parts.join("; ")}.`;
}
