import { Hono } from "hono";
import type { ControlPlaneDeps } from "./deps.ts";
import { forward } from "./forward.ts";

/** `/graphql` and `/sql/*`: the index, read-only, under the site's own origin. */
export function indexRoutes({ indexUrl }: Pick<ControlPlaneDeps, "indexUrl">) {
  return new Hono()
    .get("/graphql", (c) => forward(c, `${indexUrl}/graphql${searchOf(c.req.url)}`, "index"))
    .post("/graphql", async (c) =>
      forward(c, `${indexUrl}/graphql`, "index", { method: "POST", body: await c.req.text() }),
    )
    .get("/sql/:rest{.+}", (c) => {
      const { pathname, search } = new URL(c.req.url);
      return forward(c, `${indexUrl}${pathname}${search}`, "index");
    })
    .get("/status", (c) => forward(c, `${indexUrl}/status`, "index"));
}

function searchOf(url: string): string {
  return new URL(url).search;
}
