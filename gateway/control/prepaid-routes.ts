import { Hono } from "hono";
import { getAddress, isAddress, type Address } from "viem";
import { z } from "zod";
import {
  signedAgreementSchema,
  signedCancellationSchema,
  signedClosingSchema,
  signedOrderSchema,
  signedTopUpSchema,
} from "../../contracts/prepaid.ts";
import type { PrepayOutcome } from "../prepaid/desk.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { limitRate } from "./limit-rate.ts";
import { errorBody, respond } from "./respond.ts";
import { wire } from "./wire.ts";

/** Of one client address: each makes the chain's node run a transaction. */
const ORDERS = { requests: 30, window: 60 };

const query = z.object({
  payer: z
    .string()
    .refine((value): value is Address => isAddress(value, { strict: false }), "an address")
    .transform((value) => getAddress(value)),
});

/** 201 when it is on the chain, 202 while it is not mined: the same request asks again, and nothing is paid twice. */
function statusOf({ state }: Extract<PrepayOutcome, { kind: "taken" }>): 201 | 202 {
  return state === "paid" ? 201 : 202;
}

/**
 * `POST /v1/subscriptions` {agreement, signature}: begins a subscription from the payer's account at this gateway.
 * `POST /v1/subscriptions/cancellations` {cancellation, signature}: ends one, at the gateway's gas.
 * `GET /v1/subscriptions?payer=`: those of a payer, with the plan, the calls that are used and why one is not renewed.
 */
export function subscriptionRoutes({ prepaid, endings }: Pick<ControlPlaneDeps, "prepaid" | "endings">) {
  return new Hono()
    .post("/", limitRate(ORDERS), input("json", signedAgreementSchema), async (c) => {
      const { agreement, signature } = c.req.valid("json");
      const outcome = await prepaid.subscribe(agreement, signature);
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      const { subscriptionId, state } = outcome;
      return c.json({ subscriptionId, state }, statusOf(outcome));
    })
    .post("/cancellations", limitRate(ORDERS), input("json", signedCancellationSchema), async (c) => {
      const { cancellation, signature } = c.req.valid("json");
      const outcome = await endings.cancel(cancellation, signature);
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      const { subscriptionId } = cancellation;
      return c.json({ subscriptionId, transaction: outcome.transaction }, 201);
    })
    .get("/", input("query", query), async (c) => {
      const found = await prepaid.subscriptionsOf(c.req.valid("query").payer);
      const subscriptions = found.map(({ problem, plan, ...subscription }) => ({
        ...subscription,
        plan: plan ?? null,
        notRenewed: problem ? { ...errorBody(problem.refusal).error, retryAt: problem.retryAt } : null,
      }));
      return c.json(wire({ subscriptions }));
    });
}

/**
 * `POST /v1/streams` {order, signature}: opens a stream from the payer's account at this gateway.
 * `POST /v1/streams/top-ups` {topUp, signature}: adds to one from there.
 * `POST /v1/streams/closings` {closing, signature}: closes one, at the gateway's gas.
 * `GET /v1/streams?payer=`: those of a payer.
 */
export function streamRoutes({ prepaid, endings }: Pick<ControlPlaneDeps, "prepaid" | "endings">) {
  return new Hono()
    .post("/", limitRate(ORDERS), input("json", signedOrderSchema), async (c) => {
      const { order, signature } = c.req.valid("json");
      const outcome = await prepaid.open(order, signature);
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      return c.json({ streamId: outcome.result ?? null, state: outcome.state }, statusOf(outcome));
    })
    .post("/top-ups", limitRate(ORDERS), input("json", signedTopUpSchema), async (c) => {
      const { topUp, signature } = c.req.valid("json");
      const outcome = await prepaid.topUp(topUp, signature);
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      return c.json({ streamId: String(topUp.streamId), state: outcome.state }, statusOf(outcome));
    })
    .post("/closings", limitRate(ORDERS), input("json", signedClosingSchema), async (c) => {
      const { closing, signature } = c.req.valid("json");
      const outcome = await endings.close(closing, signature);
      if (outcome.kind === "refused") return respond(c, outcome.refusal);
      return c.json({ streamId: String(closing.streamId), transaction: outcome.transaction }, 201);
    })
    .get("/", input("query", query), async (c) =>
      c.json(wire({ streams: await prepaid.streamsOf(c.req.valid("query").payer) })),
    );
}
