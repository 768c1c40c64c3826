import { Hono } from "hono";
import { z } from "zod";
import { refusalMessage, refuse, REFUSALS } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { forward } from "./forward.ts";
import { input } from "./input.ts";

/** Reads, and transactions that somebody has signed. Nothing that a node does with keys, filters or settings of its own. */
const PASSED: ReadonlySet<string> = new Set([
  "eth_blockNumber",
  "eth_call",
  "eth_chainId",
  "eth_estimateGas",
  "eth_feeHistory",
  "eth_gasPrice",
  "eth_getBalance",
  "eth_getBlockByHash",
  "eth_getBlockByNumber",
  "eth_getCode",
  "eth_getLogs",
  "eth_getStorageAt",
  "eth_getTransactionByHash",
  "eth_getTransactionCount",
  "eth_getTransactionReceipt",
  "eth_maxPriorityFeePerGas",
  "eth_sendRawTransaction",
  "eth_syncing",
  "net_version",
  "web3_clientVersion",
]);

const request = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
  method: z.string().max(100),
  params: z.union([z.array(z.unknown()), z.record(z.string(), z.unknown())]).optional(),
});

const body = z.union([request, z.array(request).min(1).max(100)]);

/** `POST /rpc`: the chain's JSON-RPC for the site's own reads and its users' signed transactions; batches too. */
export function rpcRoutes({ rpcUrl }: Pick<ControlPlaneDeps, "rpcUrl">) {
  return new Hono().post("/", input("json", body), async (c) => {
    const asked = c.req.valid("json");
    const refused = [asked].flat().find(({ method }) => !PASSED.has(method));
    if (refused === undefined) {
      return forward(c, rpcUrl, "chain", { method: "POST", body: JSON.stringify(asked) });
    }
    const refusal = refuse("rpc_method_refused", { method: refused.method });
    const error = { code: REFUSALS.rpc_method_refused.rpcCode, message: refusalMessage(refusal) };
    const answers = [asked].flat().map(({ id = null }) => ({ jsonrpc: "2.0", id, error }));
    return Array.isArray(asked) ? c.json(answers) : c.json(answers[0]!);
  });
}
