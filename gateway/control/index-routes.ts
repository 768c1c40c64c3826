import { Hono, type Context } from "hono";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { forward } from "./forward.ts";
import { limitBody } from "./limit-body.ts";
import { limitRate, type Rate } from "./limit-rate.ts";
import { respond } from "./respond.ts";

/** Many open pages behind one address ask with each block; this is a bound for programs. */
const QUERIES = { requests: 12_000, window: 60 };
/** Bytes of one GraphQL query with its variables. */
const LONGEST_QUERY = 64 * 1024;
/** Milliseconds for an answer, all of it. */
const QUERY_TIME = 15_000;
/** Streams of changes that are open at once, of all clients: the index keeps the query of each. */
const LIVE = 500;

export interface IndexRoutesDeps extends Pick<ControlPlaneDeps, "indexUrl"> {
  readonly queries?: Rate;
  /** Milliseconds for an answer, all of it. */
  readonly queryTime?: number;
}

/** `/graphql`, `/sql/*`, `/figures` and `/scores/*`: the index, read-only, under the site's own origin. */
export function indexRoutes({ indexUrl, queries = QUERIES, queryTime = QUERY_TIME }: IndexRoutesDeps) {
  const rate = limitRate(queries);
  const size = limitBody(LONGEST_QUERY, (c) =>
    respond(c, refuse("body_too_large", { limit: LONGEST_QUERY })),
  );
  const bound = { timeout: queryTime };
  let live = 0;

  function stream(c: Context): Response | Promise<Response> {
    if (live >= LIVE) return respond(c, refuse("gateway_busy"));
    live += 1;
    const url = `${indexUrl}/sql/live${searchOf(c.req.url)}`;
    return forward(c, url, "index", { ended: () => void (live -= 1) });
  }

  return new Hono()
    .use("/graphql", rate, size)
    .use("/sql/*", rate)
    .use("/figures", rate)
    .use("/scores/*", rate)
    .get("/graphql", (c) => forward(c, `${indexUrl}/graphql${searchOf(c.req.url)}`, "index", bound))
    .post("/graphql", async (c) =>
      forward(c, `${indexUrl}/graphql`, "index", { ...bound, method: "POST", body: await c.req.text() }),
    )
    .get("/sql/live", stream)
    .get("/sql/:rest{.+}", (c) => {
      const { pathname, search } = new URL(c.req.url);
      return forward(c, `${indexUrl}${pathname}${search}`, "index", bound);
    })
    .get("/figures", (c) => forward(c, `${indexUrl}/figures`, "index", bound))
    .get("/scores/:of/:id", (c) => {
      const { of, id } = c.req.param();
      return forward(
        c,
        `${indexUrl}/scores/${encodeURIComponent(of)}/${encodeURIComponent(id)}`,
        "index",
        bound,
      );
    })
    .get("/status", (c) => forward(c, `${indexUrl}/status`, "index", bound));
}

function searchOf(url: string): string {
  return new URL(url).search;
}
