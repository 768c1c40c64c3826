import { Hono } from "hono";
import { isAddress, type Address } from "viem";
import { readGatewayScore, readPublisherScore, readReviewerScore, readServiceScore } from "./scores.ts";

/** Decimal, of 256 bits. */
const SERVICE_ID = /^\d{1,78}$/;

/** `/services/:id`, `/publishers/:address`, `/gateways/:address`, `/reviewers/:address`. @param now gives chain time, Unix seconds */
export function scoreRoutes(now: () => Promise<bigint>) {
  const byAddress = async (text: string, read: (address: Address, now: bigint) => Promise<object>) =>
    isAddress(text) ? read(text.toLowerCase() as Address, await now()) : null;

  return new Hono()
    .get("/services/:id", async (c) => {
      const id = c.req.param("id");
      const score = SERVICE_ID.test(id) ? await readServiceScore(BigInt(id), await now()) : null;
      return score ? c.json(score) : c.notFound();
    })
    .get("/publishers/:address", async (c) => {
      const score = await byAddress(c.req.param("address"), readPublisherScore);
      return score ? c.json(score) : c.notFound();
    })
    .get("/gateways/:address", async (c) => {
      const score = await byAddress(c.req.param("address"), readGatewayScore);
      return score ? c.json(score) : c.notFound();
    })
    .get("/reviewers/:address", async (c) => {
      const score = await byAddress(c.req.param("address"), readReviewerScore);
      return score ? c.json(score) : c.notFound();
    });
}
