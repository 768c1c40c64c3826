/** What a caller sends to the chart renderer. */
import { z } from "zod";

const text = (max: number) => z.string().max(max);
const value = z.number().nullable().describe("Null leaves a gap.");

export const MAX_POINTS = 2_000;
export const MAX_SERIES = 12;
export const MAX_SLICES = 12;

const seriesSchema = z.object({
  name: text(60).describe("Shown in the legend."),
  values: z
    .array(value)
    .max(MAX_POINTS)
    .optional()
    .describe("One for each label; for line, area, bar, pie and donut."),
  points: z
    .array(z.tuple([z.number(), z.number()]))
    .max(MAX_POINTS)
    .optional()
    .describe("[x, y] pairs; for scatter, and for lines over a numeric axis."),
});

export const chartInputSchema = z.object({
  type: z.enum(["line", "area", "bar", "scatter", "pie", "donut"]),
  title: text(120).min(1),
  description: text(500).optional().describe("Read out by screen readers; one is written when it is absent."),
  labels: z.array(text(60)).max(MAX_POINTS).optional().describe("Names along the x axis, or of the slices."),
  series: z.array(seriesSchema).min(1).max(MAX_SERIES),
  xLabel: text(80).optional(),
  yLabel: text(80).optional(),
  stacked: z.boolean().default(false).describe("Bars and areas on top of each other."),
  fromZero: z.boolean().optional().describe("Start the y axis at zero; bars and areas always do."),
  width: z.number().int().min(240).max(2_000).default(800),
  height: z.number().int().min(180).max(2_000).default(450),
  theme: z.enum(["light", "dark"]).default("light"),
  formats: z
    .array(z.enum(["png", "svg"]))
    .min(1)
    .max(2)
    .default(["png", "svg"]),
  scale: z.number().int().min(1).max(3).default(1).describe("Pixels of the PNG for each unit of width."),
});
export type ChartInput = z.output<typeof chartInputSchema>;

/** What is wrong with the data for this kind of chart, in a sentence; `undefined` when it can be drawn. */
export function problemWith({ type, labels, series, stacked }: ChartInput): string | undefined {
  const round = type === "pie" || type === "donut";
  if (round && series.length !== 1) return `A ${type} has one series; these are ${series.length}.`;
  if (round && (labels?.length ?? 0) > MAX_SLICES)
    return `A ${type} has at most ${MAX_SLICES} slices: put the small ones together.`;
  if (stacked && type !== "bar" && type !== "area") return "Only bars and areas can be stacked.";
  const usesPoints = type === "scatter" || (type === "line" && series.every(({ points }) => points));
  for (const { name, values, points } of series) {
    if (usesPoints) {
      if (!points?.length) return `Series "${name}" needs \`points\`: a list of [x, y].`;
      continue;
    }
    if (!values) return `Series "${name}" needs \`values\`, one for each label.`;
    if (!labels?.length) return "Give `labels`, one for each value.";
    if (values.length !== labels.length)
      return `Series "${name}" has ${values.length} values for ${labels.length} labels.`;
    if (values.every((entry) => entry === null)) return `Series "${name}" has no value but null.`;
    if (round && values.some((entry) => entry !== null && entry < 0))
      return `A ${type} cannot show negative values.`;
    if (round && values.every((entry) => !entry)) return `A ${type} needs a value above zero.`;
    if (stacked && values.some((entry) => entry !== null && entry < 0))
      return "Negative values cannot be stacked.";
  }
  return undefined;
}
