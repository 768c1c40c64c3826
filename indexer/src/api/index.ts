/** GraphQL at /graphql (a browser gets an editor), SQL over HTTP for @ponder/client at /sql/*. Both only read. */
import { Hono } from "hono";
import { client, graphql } from "ponder";
import { db } from "ponder:api";
import schema from "ponder:schema";

const app = new Hono();
app.use("/sql/*", client({ db, schema }));
app.use("/graphql", graphql({ db, schema }));

export default app;
