/** Runs the gateway: reads the environment, starts, and ends in order when it is told to. */
import { pino } from "pino";
import { createGateway, type Gateway } from "./app.ts";
import { EnvError, readEnv, type Env } from "./env.ts";

/** Milliseconds after which an ordered end that hangs is cut short. */
const SHUTDOWN_LIMIT = 14_000;

function environment(): Env {
  try {
    return readEnv(process.env);
  } catch (error) {
    if (!(error instanceof EnvError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

const env = environment();
const log = pino({ level: env.logLevel });

async function start(): Promise<Gateway> {
  const gateway = await createGateway(env, log);
  await gateway.listen();
  return gateway;
}

let ending = false;
async function end(gateway: Promise<Gateway>, why: string): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({ why }, "the gateway ends: finishing calls and claiming what it earned");
  setTimeout(() => process.exit(1), SHUTDOWN_LIMIT).unref();
  await gateway.then((running) => running.close()).catch((error: unknown) => log.error({ err: error }));
  process.exit(0);
}

const gateway = start();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void end(gateway, signal));
// A supervisor that is gone, however it ended, takes its parts with it.
process.on("disconnect", () => void end(gateway, "the supervisor is gone"));

try {
  console.log((await gateway).summary);
} catch (error) {
  const { code, message } = error as NodeJS.ErrnoException;
  console.error(
    code === "EADDRINUSE"
      ? `Port ${env.port} is taken: stop what listens there, or set GATEWAY_PORT to another.`
      : `The gateway cannot start: ${message}`,
  );
  process.exit(1);
}
