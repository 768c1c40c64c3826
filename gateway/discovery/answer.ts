import type { CallToolResult } from "@modelcontextprotocol/server";

/** A tool's answer, as data and as the same JSON in text for clients that read only text. */
export function answer<T extends Record<string, unknown>>(data: T) {
  return {
    content: [{ type: "text" as const, text: JSON.stringify(data) }],
    structuredContent: data,
  };
}

export function failure(message: string): CallToolResult {
  return { isError: true, content: [{ type: "text", text: message }] };
}
