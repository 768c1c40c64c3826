/** Finds the call that needs a token in an MCP message: `tools/call`, alone or in a 2025-03-26 batch. */
export function protectedCall(body: unknown): { readonly id: unknown } | undefined {
  for (const message of Array.isArray(body) ? body : [body])
    if (typeof message === "object" && message !== null && message.method === "tools/call")
      return { id: message.id };
  return undefined;
}
