/** What one of our services is made of, before it listens anywhere. */
import type { McpServer } from "@modelcontextprotocol/server";
import type { VerifiedCaller } from "../sdk/verifier/verification.ts";

export interface Service {
  /** A fresh server for one request; `caller` is there for a call that came through a gateway. */
  createServer(caller: VerifiedCaller | undefined): McpServer;
  /** Ends workers and databases that calls have started. */
  close(): Promise<void>;
}
