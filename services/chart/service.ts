/** The chart renderer's one tool. */
import { McpServer } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Service } from "../service.ts";
import { toolError } from "../tool-result.ts";
import { drawLabelled } from "./draw-labelled.ts";
import { drawPoints } from "./draw-points.ts";
import { drawRound } from "./draw-round.ts";
import { chartInputSchema, problemWith, type ChartInput } from "./input.ts";
import { rasterize } from "./rasterize.ts";
import { THEMES } from "./theme.ts";

/** Pixels of one PNG. */
const MAX_PIXELS = 8_000_000;

export function createChartService(): Service {
  return {
    createServer() {
      const server = new McpServer({ name: "stoa-chart", version: "1.0.0", title: "Chart renderer" });
      server.registerTool(
        "render",
        {
          title: "Render a chart",
          description:
            'Draws a chart and returns it as PNG and SVG images. Example: {"type":"bar","title":"Sales","labels":["Jan","Feb"],"series":[{"name":"2026","values":[3,5]}]}',
          inputSchema: chartInputSchema,
          outputSchema: z.object({
            type: z.string(),
            title: z.string(),
            width: z.number().int().describe("Of the PNG in pixels."),
            height: z.number().int(),
            series: z.number().int(),
            points: z.number().int().describe("Values drawn."),
          }),
          annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
        },
        async (input) => {
          const problem = problemWith(input);
          if (problem) return toolError(problem);
          const [width, height] = [input.width * input.scale, input.height * input.scale];
          if (width * height > MAX_PIXELS)
            return toolError(`The PNG would have ${width * height} pixels; the limit is ${MAX_PIXELS}.`);
          const svg = draw(input);
          const images = await Promise.all(
            [...new Set(input.formats)].map(async (format) => ({
              type: "image" as const,
              mimeType: format === "png" ? "image/png" : "image/svg+xml",
              data: (format === "png" ? await rasterize(svg, width) : Buffer.from(svg)).toString("base64"),
            })),
          );
          const points = input.series.reduce(
            (sum, { values, points }) => sum + (points ?? values ?? []).length,
            0,
          );
          const { type, title } = input;
          const summary = { type, title, width, height, series: input.series.length, points };
          return {
            content: [...images, { type: "text", text: JSON.stringify(summary) }],
            structuredContent: summary,
          };
        },
      );
      return server;
    },
    close: async () => undefined,
  };
}

function draw(input: ChartInput): string {
  const theme = THEMES[input.theme];
  if (input.type === "pie" || input.type === "donut") return drawRound(input, theme);
  const hasPoints = input.series.every(({ points }) => points);
  if (input.type === "scatter" || (input.type === "line" && hasPoints)) return drawPoints(input, theme);
  return drawLabelled(input, theme);
}
