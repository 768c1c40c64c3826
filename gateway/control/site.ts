/** The built site: files by name, and its page for every address that only the browser knows. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type MiddlewareHandler } from "hono";
import { refuse } from "../refusals.ts";
import { respond } from "./respond.ts";

/** Files under here carry a hash of their content in their name. */
const HASHED = "/assets/";

/** Everything from this origin; images also from what tools return. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'self'",
  // WebAssembly proves anonymous reviews; it is not code from elsewhere.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

export function siteRoutes(webDist: string) {
  const root = resolve(webDist);
  let built: { readonly files: MiddlewareHandler; readonly page: MiddlewareHandler } | undefined;

  /** The site may be built while the gateway runs already. */
  function site(): typeof built {
    if (!built && existsSync(`${root}/index.html`)) {
      built = {
        files: serveStatic({ root, precompressed: true }),
        page: serveStatic({ root, path: "index.html", precompressed: true }),
      };
    }
    return built;
  }

  return new Hono()
    .use(siteHeaders)
    .get("/*", (c, next) => site()?.files(c, next) ?? next())
    .get("/*", (c, next) => (/\.[A-Za-z0-9]+$/.test(c.req.path) ? next() : (site()?.page(c, next) ?? next())))
    .all("/*", (c) => respond(c, refuse("not_found", { path: c.req.path })));
}

const siteHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const hashed = c.res.ok && c.req.path.startsWith(HASHED);
  c.header("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
  c.header("content-security-policy", CONTENT_SECURITY_POLICY);
  c.header("referrer-policy", "same-origin");
  c.header("x-content-type-options", "nosniff");
};
