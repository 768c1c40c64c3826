import { and, desc, eq } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Address, Hex } from "viem";
import { useStoaConfig } from "../lib/config.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";

/** The index keeps addresses in lower case. */
const lower = (address: Address) => address.toLowerCase() as Hex;

/** Deposits, thaws and withdrawals of an account at this gateway, newest first. */
export function useAccountEvents(payer: Address) {
  const { gateway } = useStoaConfig();
  return useQuery({
    queryKey: [INDEX_KEY, "account-events", payer],
    queryFn: () =>
      index.db
        .select()
        .from(schema.accountEvent)
        .where(
          and(eq(schema.accountEvent.payer, lower(payer)), eq(schema.accountEvent.gateway, lower(gateway))),
        )
        .orderBy(desc(schema.accountEvent.time))
        .limit(50),
  });
}

/** Session keys that the chain knows: granted with a first claim, or revoked. */
export function useIndexedKeys(payer: Address) {
  const { gateway } = useStoaConfig();
  return useQuery({
    queryKey: [INDEX_KEY, "session-keys", payer],
    queryFn: () =>
      index.db
        .select()
        .from(schema.sessionKey)
        .where(and(eq(schema.sessionKey.payer, lower(payer)), eq(schema.sessionKey.gateway, lower(gateway))))
        .limit(200),
  });
}

/** What the payer was claimed for, per UTC day, newest first. */
export function usePayerDays(payer: Address) {
  return useQuery({
    queryKey: [INDEX_KEY, "payer-days", payer],
    queryFn: () =>
      index.db
        .select()
        .from(schema.payerDay)
        .where(eq(schema.payerDay.payer, lower(payer)))
        .orderBy(desc(schema.payerDay.day))
        .limit(90),
  });
}
