import { Hono } from "hono";
import { isHex, type Hex } from "viem";
import { z } from "zod";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { limitRate } from "./limit-rate.ts";
import type { Login } from "./login.ts";
import { respond } from "./respond.ts";
import type { Sessions } from "./sessions.ts";

const signed = z.object({
  message: z.string().max(4_000),
  signature: z
    .string()
    .max(8_192)
    .refine((value): value is Hex => isHex(value), "0x-prefixed hex"),
});

/** Each nonce is a row in the store until it is used or too old. */
const LOGINS = { requests: 300, window: 60 };

/**
 * `GET /v1/session`: who is signed in, and a nonce for a new login with what its message must say;
 * `POST` signs in, `DELETE` signs out.
 */
export function sessionRoutes(
  deps: Pick<ControlPlaneDeps, "config"> & { readonly login: Login; readonly sessions: Sessions },
) {
  const { config, login, sessions } = deps;
  const { host, origin } = new URL(config.publicUrl);
  return new Hono()
    .use(limitRate(LOGINS))
    .get("/", async (c) => {
      const address = (await sessions.current(c)) ?? null;
      const nonce = await login.nonce();
      c.header("cache-control", "no-store");
      return c.json({ address, nonce, domain: host, uri: origin, chainId: config.chainId, version: "1" });
    })
    .post("/", input("json", signed), async (c) => {
      const { message, signature } = c.req.valid("json");
      const verified = await login.verify(message, signature);
      if ("code" in verified) return respond(c, verified);
      await sessions.open(c, verified.address);
      return c.json({ address: verified.address });
    })
    .delete("/", async (c) => {
      await sessions.close(c);
      return c.json({ address: null });
    });
}
