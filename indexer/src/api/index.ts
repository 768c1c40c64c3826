/**
 * GraphQL at /graphql (a browser gets an editor), SQL over HTTP for @ponder/client at /sql/*, the DAO's figures at /figures.
 * All only read.
 */
import { Hono } from "hono";
import { client, graphql } from "ponder";
import { db, publicClients } from "ponder:api";
import schema from "ponder:schema";
import { figuresOf } from "../../figures/figures.ts";
import { readFigureRows } from "./figures.ts";

const app = new Hono();
app.use("/sql/*", client({ db, schema }));
app.use("/graphql", graphql({ db, schema }));
app.get("/figures", async (context) => {
  const [rows, { timestamp }] = await Promise.all([readFigureRows(), publicClients.stoa.getBlock()]);
  return context.json(figuresOf(rows, timestamp));
});

export default app;
