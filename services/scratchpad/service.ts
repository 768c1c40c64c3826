/** The scratchpad's tools: query, tables, reset. */
import { McpServer, type CallToolResult } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Service } from "../service.ts";
import { structured, toolError } from "../tool-result.ts";
import { createCallers, type Callers } from "./callers.ts";
import { createDatabase, type Database } from "./database.ts";
import { JobTimeoutError } from "./home.ts";
import type { Answer, Job } from "./messages.ts";

const MAX_STATEMENTS = 50;
const MAX_SQL = 100_000;
/** Each has some 40 MB of files for an empty database, and its tables. */
const CALLERS = 40;

const columnSchema = z.object({ name: z.string(), type: z.string().describe("PostgreSQL type.") });
const resultSchema = z.object({
  columns: z.array(columnSchema),
  rows: z.array(z.record(z.string(), z.unknown())),
  rowCount: z.number().int().describe("Rows returned, or changed."),
  truncated: z.boolean().describe("True when there was more than one answer holds."),
});

export function createScratchpadService(
  database: Database = createDatabase(),
  callers: Callers = createCallers(CALLERS),
): Service {
  database.warm().catch(report);

  /** Runs a job for the caller of the token; a free call has no name to keep tables under. */
  async function forCaller(
    caller: string | undefined,
    jobOf: (schema: string) => Job,
    answerOf: (answer: Answer) => Record<string, unknown>,
  ): Promise<CallToolResult> {
    if (!caller || caller === "anonymous")
      return toolError(
        "The scratchpad keeps tables for each payer: pay for the call, so that it knows who you are.",
      );
    const { schema, evicted } = callers.enter(caller, Date.now());
    try {
      // Nobody waits for another's query: what runs there ends first.
      if (evicted) database.forget(evicted).catch(report);
      const answer = await database.run(jobOf(schema));
      if (answer.kind !== "refused") return structured(answerOf(answer));
      const where = answer.statement === undefined ? "" : `Statement ${answer.statement}: `;
      return toolError(`${where}${answer.message}. Nothing of this call was kept.`);
    } catch (error) {
      if (error instanceof JobTimeoutError)
        return toolError(
          `The call took longer than ${error.timeout / 1000} s and was stopped. Nothing of it was kept.`,
        );
      throw error;
    }
  }

  return {
    createServer(verified) {
      const caller = verified?.caller;
      const server = new McpServer({ name: "stoa-scratchpad", version: "1.0.0", title: "SQL scratchpad" });
      server.registerTool(
        "query",
        {
          title: "Run SQL",
          description:
            "Runs PostgreSQL 18 statements in your own private schema, all in one transaction, and returns the rows of each. Tables stay for your next calls until the service restarts or you have been away long. At most 5 s, 16 MB of tables.",
          inputSchema: z.object({
            sql: z
              .union([
                z.string().min(1).max(MAX_SQL),
                z.array(z.string().min(1).max(MAX_SQL)).min(1).max(MAX_STATEMENTS),
              ])
              .describe("One statement, or a list of statements, one in each entry."),
            maxRows: z.number().int().min(1).max(1_000).default(200).describe("Most rows of one result."),
          }),
          outputSchema: z.object({ results: z.array(resultSchema).describe("One for each statement.") }),
          annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: false },
        },
        ({ sql, maxRows }) =>
          forCaller(
            caller,
            (schema) => ({ kind: "run", schema, statements: Array.isArray(sql) ? sql : [sql], maxRows }),
            (answer) => ({ results: answer.kind === "results" ? answer.results : [] }),
          ),
      );
      server.registerTool(
        "tables",
        {
          title: "Describe my tables",
          description: "Lists your tables and views with their columns, types and row counts.",
          inputSchema: z.object({}),
          outputSchema: z.object({
            tables: z.array(
              z.object({
                name: z.string(),
                kind: z.enum(["table", "view", "materialized view"]),
                rows: z.number().int().optional(),
                columns: z.array(
                  columnSchema.extend({ nullable: z.boolean(), default: z.string().optional() }),
                ),
              }),
            ),
          }),
          annotations: { readOnlyHint: true, openWorldHint: false },
        },
        () =>
          forCaller(
            caller,
            (schema) => ({ kind: "tables", schema }),
            (answer) => ({ tables: answer.kind === "tables" ? answer.tables : [] }),
          ),
      );
      server.registerTool(
        "reset",
        {
          title: "Start over",
          description: "Drops all your tables, views and types.",
          inputSchema: z.object({}),
          outputSchema: z.object({ reset: z.literal(true) }),
          annotations: {
            readOnlyHint: false,
            destructiveHint: true,
            idempotentHint: true,
            openWorldHint: false,
          },
        },
        async () => {
          return forCaller(
            caller,
            (schema) => ({ kind: "drop", schema }),
            () => ({ reset: true }),
          );
        },
      );
      return server;
    },
    close: () => database.close(),
  };
}

function report(error: unknown): void {
  console.error("stoa/scratchpad:", error);
}
