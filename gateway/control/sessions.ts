/** Sessions of signed-in accounts: an opaque id in a cookie, its hash in the store. */
import { createHash, randomBytes } from "node:crypto";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { isAddressEqual, type Address } from "viem";
import type { KeyValueStore } from "../kv/types.ts";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

const COOKIE = "stoa_session";

/** Seconds. */
const SESSION_LIFE = 24 * 3600;

export interface Sessions {
  open(c: Context, address: Address): Promise<void>;
  /** The account that is signed in. */
  current(c: Context): Promise<Address | undefined>;
  close(c: Context): Promise<void>;
}

export function createSessions(options: {
  readonly store: KeyValueStore;
  /** Send the cookie over https alone. */
  readonly secure: boolean;
}): Sessions {
  const { store, secure } = options;
  return {
    async open(c, address) {
      const id = randomBytes(32).toString("base64url");
      await store.set(storedAs(id), address, Date.now() + SESSION_LIFE * 1000);
      setCookie(c, COOKIE, id, {
        httpOnly: true,
        sameSite: "Lax",
        secure,
        path: "/",
        maxAge: SESSION_LIFE,
      });
    },
    async current(c) {
      const id = getCookie(c, COOKIE);
      return id === undefined ? undefined : ((await store.get(storedAs(id))) as Address | undefined);
    },
    async close(c) {
      const id = deleteCookie(c, COOKIE, { path: "/", secure });
      if (id !== undefined) await store.take(storedAs(id));
    },
  };
}

/** Who reads the store learns no session id. */
function storedAs(id: string): string {
  return `session-${createHash("sha256").update(id).digest("hex")}`;
}

/** Middleware: lets a request to `/…/:payer/…` pass only when that payer is signed in. */
export function onlyPayer(sessions: Sessions): MiddlewareHandler {
  return async (c, next) => {
    const signedIn = await sessions.current(c);
    if (!signedIn) return respond(c, refuse("login_required"));
    const payer = c.req.param("payer") as Address;
    if (!isAddressEqual(signedIn, payer)) return respond(c, refuse("foreign_account", { signedIn, payer }));
    return next();
  };
}
