import { Hono } from "hono";
import { getAddress, isAddressEqual, type Address } from "viem";
import { z } from "zod";
import type { ReceiptedClaim } from "../../contracts/payment.ts";
import type { LedgerPosition, ReceiptedRow } from "../ledger/types.ts";
import { refuse } from "../refusals.ts";
import type { ControlPlaneDeps } from "./deps.ts";
import { input } from "./input.ts";
import { respond } from "./respond.ts";
import type { Sessions } from "./sessions.ts";
import { wire } from "./wire.ts";

const path = z.object({
  serviceId: z
    .string()
    .regex(/^[0-9]{1,78}$/, "a service id")
    .transform(BigInt),
});

const POSITION = /^([0-9]{1,18})(?:-(0x[0-9a-fA-F]{40})-(0x[0-9a-fA-F]{40})-([0-9]{1,10}))?$/;
const page = z.object({
  /** Unix seconds of chain time, or the `next` of an answer. */
  after: z
    .string()
    .regex(POSITION, "Unix seconds, or the `next` of an earlier answer")
    .default("0")
    .transform(positionOf),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/**
 * `GET /v1/published/{serviceId}/receipts`: what this gateway has receipted and not claimed for a service, the newest of
 * each ledger and its terms: row, receipt and signatures as `forceClaim` takes them. They come in the order of their
 * ledgers' newest charge, so `next` is where to go on now, while `more`, and where to look later. For the session of the
 * service's owner or agent wallet alone.
 */
export function publishedRoutes(
  deps: Pick<ControlPlaneDeps, "ledger" | "holdersOf" | "log"> & { readonly sessions: Sessions },
) {
  const { ledger, holdersOf, log, sessions } = deps;
  return new Hono().get("/:serviceId/receipts", input("param", path), input("query", page), async (c) => {
    const { serviceId } = c.req.valid("param");
    const signedIn = await sessions.current(c);
    if (!signedIn) return respond(c, refuse("login_required"));
    let holders: readonly Address[];
    try {
      holders = await holdersOf(serviceId);
    } catch (error) {
      log.warn({ err: error }, "a service's owner cannot be read from the chain");
      return respond(c, refuse("part_unreachable", { part: "chain" }));
    }
    if (!holders.some((holder) => isAddressEqual(holder, signedIn)))
      return respond(c, refuse("foreign_service", { signedIn, serviceId }));

    const { rows, end, more } = await ledger.receipted(serviceId, c.req.valid("query"));
    c.header("cache-control", "no-store");
    return c.json(wire({ serviceId, receipts: rows.map(receiptedClaim), next: textOf(end), more }));
  });
}

function receiptedClaim({ voucher, signature, charged, terms, servicesProof, signed, grant }: ReceiptedRow) {
  const { termsId, feeVersion } = terms;
  return {
    row: { voucher, signature, charged, termsId, feeVersion, servicesProof: [...servicesProof] },
    receipt: signed.receipt,
    receiptSignature: signed.signature,
    grant: grant && {
      grant: grant.grant,
      grantSignature: grant.signature,
      proofDeadline: grant.proofDeadline,
      keyProof: grant.keyProof,
    },
  } satisfies ReceiptedClaim;
}

function positionOf(text: string): LedgerPosition {
  const [, chargedAt = "0", payer, key, epoch] = POSITION.exec(text) ?? [];
  if (!payer || !key) return { chargedAt: BigInt(chargedAt), payer: "", key: "", epoch: 0 };
  return {
    chargedAt: BigInt(chargedAt),
    payer: getAddress(payer),
    key: getAddress(key),
    epoch: Number(epoch),
  };
}

function textOf({ chargedAt, payer, key, epoch }: LedgerPosition): string {
  return payer === "" ? String(chargedAt) : `${chargedAt}-${payer}-${key}-${epoch}`;
}
