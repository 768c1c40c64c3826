/** `node scripts/agents.ts --count 2`: demo agents for a running local stack, until Ctrl-C. */
import { parseArgs } from "node:util";
import { startAgents } from "./agents/start-agents.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "2" },
    gateway: { type: "string", default: process.env["GATEWAY_URL"] ?? "http://localhost:4000" },
    rpc: { type: "string", default: process.env["RPC_URL"] ?? "http://127.0.0.1:8545" },
  },
});
const count = Number(values.count);
if (!Number.isInteger(count) || count < 1 || count > 20)
  throw new Error(`--count is a number from 1 to 20, not "${values.count}".`);

const agents = await startAgents({
  count,
  gatewayUrl: values.gateway,
  rpcUrl: values.rpc,
  log: (line) => console.log(line),
});
async function stop(): Promise<void> {
  await agents.stop();
  process.exit(0);
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
process.on("disconnect", () => void stop());
