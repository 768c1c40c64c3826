import { and, inArray } from "@ponder/client";
import { useQuery } from "@tanstack/react-query";
import type { Hex, PublicClient } from "viem";
import { usePublicClient } from "wagmi";
import { escrowVaultAbi, forcedClaimsAbi } from "../../../contracts/generated.ts";
import type { ReceiptedClaim } from "../../../contracts/payment.ts";
import { receiptName } from "../../../sdk/verifier/read-receipts.ts";
import { useStoaConfig, type StoaConfig } from "../lib/config.ts";
import { ledgerIdOf, type Standing } from "../lib/force.ts";
import { INDEX_KEY, index, schema } from "../lib/index-client.ts";
import { isSameAddress } from "../lib/format.ts";

const lower = (value: Hex) => value.toLowerCase() as Hex;
const distinct = (values: readonly Hex[]) => [...new Set(values.map(lower))];

/** What the chain has about each receipt, by `receiptName`: from the index, and of ended epochs from the contracts. */
export function useStandings(claims: readonly ReceiptedClaim[]) {
  const { contracts } = useStoaConfig();
  const client = usePublicClient();
  return useQuery({
    queryKey: [INDEX_KEY, "standings", claims.map((claim) => `${receiptName(claim)} ${claim.row.charged}`)],
    queryFn: async () => {
      if (!client) throw new Error("no client for the configured chain");
      const tables = await readTables(claims);
      const standings = await Promise.all(
        claims.map(
          async (claim) => [receiptName(claim), await standingOf(client, contracts, claim, tables)] as const,
        ),
      );
      return new Map(standings);
    },
    enabled: claims.length > 0,
    placeholderData: (earlier) => earlier,
  });
}

type Tables = Awaited<ReturnType<typeof readTables>>;

async function readTables(claims: readonly ReceiptedClaim[]) {
  const payers = distinct(claims.map(({ receipt }) => receipt.payer));
  const gateways = distinct(claims.map(({ receipt }) => receipt.gateway));
  const [account, ledger, sessionKey] = [schema.account, schema.ledger, schema.sessionKey];
  const [accounts, ledgers, keys] = await Promise.all([
    index.db
      .select()
      .from(account)
      .where(and(inArray(account.payer, payers), inArray(account.gateway, gateways))),
    index.db
      .select()
      .from(ledger)
      .where(and(inArray(ledger.payer, payers), inArray(ledger.gateway, gateways))),
    index.db
      .select()
      .from(sessionKey)
      .where(and(inArray(sessionKey.payer, payers), inArray(sessionKey.gateway, gateways))),
  ]);
  return { accounts, ledgers, keys };
}

async function standingOf(
  client: PublicClient,
  contracts: StoaConfig["contracts"],
  claim: ReceiptedClaim,
  { accounts, ledgers, keys }: Tables,
): Promise<Standing> {
  const { payer, gateway, key, serviceId, epoch } = claim.receipt;
  const sameAccount = (row: { payer: Hex; gateway: Hex }) =>
    isSameAddress(row.payer, payer) && isSameAddress(row.gateway, gateway);
  const { balance, epoch: current } = accounts.find(sameAccount) ?? { balance: 0n, epoch: 0 };
  const granted = keys.find((row) => sameAccount(row) && isSameAddress(row.key, key))?.nonce ?? 0n;
  const keyKnown = isSameAddress(key, payer) || granted > 0n;
  if (epoch >= current) {
    const ledger = ledgers.find(
      (row) => sameAccount(row) && isSameAddress(row.key, key) && row.serviceId === serviceId,
    );
    return { epoch: current, balance, settled: ledger?.epoch === epoch ? ledger.claimed : 0n, keyKnown };
  }

  const vault = { address: contracts.EscrowVault, abi: escrowVaultAbi } as const;
  const forced = { address: contracts.ForcedClaims, abi: forcedClaimsAbi } as const;
  const ofLedger = [ledgerIdOf(claim), epoch] as const;
  const ofAccount = [payer, gateway, epoch] as const;
  const [claimed, filed, ended, filedOfAccount] = await Promise.all([
    client.readContract({ ...vault, functionName: "claimedIn", args: ofLedger }),
    client.readContract({ ...forced, functionName: "filedOfLedger", args: ofLedger }),
    client.readContract({ ...vault, functionName: "endedEpochOf", args: ofAccount }),
    client.readContract({ ...forced, functionName: "filedOfAccount", args: ofAccount }),
  ]);
  const left = ended.remaining > filedOfAccount ? ended.remaining - filedOfAccount : 0n;
  return {
    epoch: current,
    balance,
    settled: claimed + filed,
    keyKnown,
    ended: { left, endedAt: BigInt(ended.endedAt) },
  };
}
