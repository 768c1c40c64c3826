/**
 * GraphQL at /graphql (a browser gets an editor), SQL over HTTP for @ponder/client at /sql/*, the DAO's figures at /figures,
 * scores as they are now at /scores. All only read.
 */
import { Hono } from "hono";
import { client, graphql } from "ponder";
import { db, publicClients } from "ponder:api";
import schema from "ponder:schema";
import { figuresOf } from "../../figures/figures.ts";
import { readFigureRows } from "./figures.ts";
import { pastTemporaryTables } from "./real-tables.ts";
import { scoreRoutes } from "./score-routes.ts";

const now = async () => (await publicClients.stoa.getBlock()).timestamp;

const app = new Hono();
app.use("/sql/*", client({ db: pastTemporaryTables(db), schema }));
app.use("/graphql", graphql({ db, schema }));
app.get("/figures", async (context) => {
  const [rows, time] = await Promise.all([readFigureRows(), now()]);
  return context.json(figuresOf(rows, time));
});
app.route("/scores", scoreRoutes(now));

export default app;
