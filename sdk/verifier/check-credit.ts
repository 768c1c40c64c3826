/** For publishers: what a gateway may owe for a service, and how it must go on showing that it owes it. */
import { jwtVerify, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { UNCLAIMED_TOKEN_HEADER } from "../../contracts/payment.ts";
import { createReceiptWatch, RECEIPT_PATIENCE, type ReceiptWatch } from "./receipt-watch.ts";
import { refuse, type Verification, type VerifiedCaller } from "./verification.ts";

/** What you risk with a gateway: it has charged the payers, and has not claimed yet what is yours. */
export interface GatewayCredit {
  /** Token base units that a gateway may owe for this service; `createBondCredit` gives a share of its bond. */
  readonly limitOf: (gateway: string) => Promise<bigint>;
  /** Date of its newest receipt, Unix seconds: `newest` of your receipt collector. Unwatched when absent. */
  readonly newestReceipt?: (gateway: string) => bigint | undefined;
  /** Seconds for which calls are served while no receipt comes; 300 when absent. */
  readonly receiptPatience?: number;
  /**
   * Whether calls on subscriptions and streams are served: they bring no receipts, so only who has made a plan or an offer,
   * and looks at what they earn, should take a gateway's word for them. Refused when absent.
   */
  readonly prepaid?: boolean;
  /** Unix seconds as the chain counts them, which receipts are dated by; the clock of this machine when absent. */
  readonly now?: () => number;
}

/** Seconds by which the date of a gateway's statement may be off. */
const STATEMENT_SKEW = 60;

const unclaimedSchema = z.object({
  iat: z.number(),
  mcp: z.string(),
  gw: z.string(),
  unclaimed: z
    .string()
    .regex(/^[0-9]{1,29}$/)
    .transform(BigInt),
});

/** Gives undefined for a paid call of a gateway that owes little enough, and gives receipts. */
export type CreditCheck = (
  keys: JWTVerifyGetKey,
  caller: VerifiedCaller,
  statement: string | undefined,
) => Promise<Verification | undefined>;

export function createCreditCheck(credit: GatewayCredit, audience: string): CreditCheck {
  const {
    limitOf,
    newestReceipt,
    receiptPatience = RECEIPT_PATIENCE,
    now = () => Math.floor(Date.now() / 1000),
  } = credit;
  const watches = new Map<string, ReceiptWatch>();

  return async (keys, { gateway, issuer, serviceId, tier }, statement) => {
    if (tier === "prepaid" && !credit.prepaid)
      return refuse("prepaid_refused", "This service takes no calls on subscriptions and streams.");
    if (!statement)
      return refuse(
        "unclaimed_missing",
        `The header ${UNCLAIMED_TOKEN_HEADER} is missing: the gateway does not say what it owes.`,
      );
    const unclaimed = await readStatement(statement);
    if (unclaimed === undefined)
      return refuse(
        "unclaimed_invalid",
        `The gateway's statement of what it owes is not good, or is dated over ${STATEMENT_SKEW} s off.`,
      );
    const limit = await limitOf(gateway).catch(() => undefined);
    if (limit === undefined)
      return refuse("limit_unavailable", "The gateway's limit cannot be read now. Try again in a moment.");
    if (unclaimed > limit)
      return refuse(
        "unclaimed_over_limit",
        `The gateway owes ${unclaimed} for this service and has not claimed it; the limit is ${limit}.`,
      );
    if (tier === "paid" && newestReceipt && !watchOf(gateway, newestReceipt).admits())
      return refuse("receipts_stopped", "The gateway's receipts for this service have stopped.");
    return undefined;

    async function readStatement(token: string): Promise<bigint | undefined> {
      const verified = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ["ES256"],
        clockTolerance: STATEMENT_SKEW,
      }).catch(() => undefined);
      const claims = unclaimedSchema.safeParse(verified?.payload).data;
      if (!claims || claims.gw !== gateway || claims.mcp !== serviceId.toString()) return undefined;
      const isOff = Math.abs(Date.now() / 1000 - claims.iat) > STATEMENT_SKEW;
      return isOff ? undefined : claims.unclaimed;
    }
  };

  function watchOf(gateway: string, newest: (gateway: string) => bigint | undefined): ReceiptWatch {
    const watch =
      watches.get(gateway) ??
      createReceiptWatch({ newest: () => newest(gateway), patience: receiptPatience, now });
    watches.set(gateway, watch);
    return watch;
  }
}
