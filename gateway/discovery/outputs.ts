/** What the discovery tools answer. Money is in token base units as decimal strings, beside the same in words. */
import { z } from "zod";

const amount = z.string().describe("token base units");

const plans = z
  .array(
    z.object({
      planId: z.string(),
      name: z.string(),
      price: amount,
      priceText: z.string(),
      period: z.number().int().describe("seconds"),
      calls: z.number().int().describe("of a period; more are paid by voucher"),
      serviceIds: z.array(z.string()),
    }),
  )
  .describe("subscriptions that cover this service, cheapest first");

export const searchOutput = z.object({
  total: z.number().int(),
  services: z.array(
    z.object({
      name: z.string(),
      url: z.string().describe("MCP endpoint (Streamable HTTP)"),
      title: z.string(),
      description: z.string(),
      categories: z.array(z.string()),
      priceModel: z.enum(["free", "perCall", "perTool", "perUnit"]),
      maxPrice: amount,
      maxPriceText: z.string(),
      health: z.enum(["unknown", "up", "down"]),
      tools: z.array(z.string()),
    }),
  ),
});

export const getServiceOutput = z.object({
  name: z.string(),
  serviceId: z.string(),
  url: z.string().describe("MCP endpoint (Streamable HTTP)"),
  title: z.string(),
  description: z.string(),
  version: z.string(),
  status: z.enum(["inactive", "active", "maintenance"]),
  listed: z.boolean().describe("active with its stake in place"),
  verified: z.boolean().describe("staked, its domain proven, its newest version audited, no case against it"),
  locked: z.boolean().describe("a case against it holds its stake"),
  priceModel: z.enum(["free", "per-call", "per-tool", "per-unit"]),
  termsHash: z.string().nullable().describe("what a voucher for this service carries now"),
  asset: z.string().describe("address of the token that prices are in"),
  health: z.enum(["unknown", "up", "down"]),
  tools: z.array(
    z.object({
      name: z.string(),
      description: z.string().optional(),
      inputSchema: z.record(z.string(), z.unknown()),
      price: amount,
      priceText: z.string(),
    }),
  ),
  plans,
});

export const quoteOutput = z.object({
  name: z.string(),
  tool: z.string(),
  url: z.string().describe("MCP endpoint (Streamable HTTP)"),
  price: amount,
  priceText: z.string(),
  free: z.boolean(),
  plans,
  paymentRequired: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("x402 v2 PaymentRequired, as an unpaid call would get it"),
});
