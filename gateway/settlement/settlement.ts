import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import type { Address, LocalAccount } from "viem";
import type { Deployment } from "../../contracts/deployment.ts";
import { escrowVaultAbi, gatewayRegistryAbi } from "../../contracts/generated.ts";
import type { ChainClient } from "../chain/client.ts";
import { Lru } from "../chain/lru.ts";
import type { ChainView } from "../chain/types.ts";
import { USUAL_CREDIT_BPS, type Receipt } from "../../contracts/payment.ts";
import type { KeyValueStore } from "../kv/types.ts";
import type { Ledger } from "../ledger/types.ts";
import type { WriteOffs } from "../ledger/write-offs.ts";
import { createBackOff } from "./back-off.ts";
import { bookClaimed, misbooked } from "./booking.ts";
import { claimRows, type ClaimOutcome } from "./claim.ts";
import { createDisputeDesk } from "./dispute-desk.ts";
import { findDue } from "./due.ts";
import { lossOf } from "./loss.ts";
import { readOpenLedgers, unclaimed, type OpenLedger } from "./open-ledgers.ts";
import { planClaims, type PlannedLedger, type PlannedRow } from "./plan.ts";
import { createReceiptRoots } from "./receipt-roots.ts";
import { sendTransaction } from "./transaction.ts";
import {
  SETTLEMENT_DEFAULTS,
  type ClaimSummary,
  type FlushReason,
  type Settlement,
  type SettlementConfig,
  type SettlementStatus,
  type WithLease,
} from "./types.ts";

/** Claims of this many blocks before the safe one are read again after a reorg. */
const DEEPEST_REORG = 256n;
const THAWS_KEPT = 10_000;

export interface SettlementDeps {
  readonly client: ChainClient;
  readonly chain: ChainView;
  readonly ledger: Pick<Ledger, "claimable" | "setClaimed" | "claimedAfter" | "receiptsOf">;
  readonly writeOffs: WriteOffs;
  /** Keeps what each claim's receipts root stands for. */
  readonly store: Pick<KeyValueStore, "get" | "set">;
  /** EIP-712 digest of a receipt. */
  readonly digest: (receipt: Receipt) => Uint8Array;
  /** Registered as the gateway's settler; pays for the claims. No one else may send from it. */
  readonly settler: LocalAccount;
  readonly contracts: Pick<
    Deployment["contracts"],
    "EscrowVault" | "ChargeDisputes" | "GatewayRegistry" | "ServiceRegistry"
  >;
  /** First block of the deployment. */
  readonly startBlock: bigint;
  readonly gateway: Address;
  /** What is left out is as in SETTLEMENT_DEFAULTS. */
  readonly config: Partial<SettlementConfig> & Pick<SettlementConfig, "minRow" | "claimValue" | "claimAge">;
  readonly withLease: WithLease;
  /** Others that send from the settler's account, in turn with the claims. */
  readonly alongside?: readonly { look(): Promise<void> }[];
  readonly log: Pick<Logger, "info" | "warn" | "error">;
}

/**
 * Turns charges into claims. Nothing it knows need survive a crash: what is charged is in the ledger, what is claimed
 * is in the vault, a claim states totals, and each start reads the vault before it sends.
 */
export function createSettlement(deps: SettlementDeps): Settlement {
  const { client, chain, ledger, writeOffs, settler, contracts, gateway, withLease, log } = deps;
  const vault = contracts.EscrowVault;
  const config: SettlementConfig = { ...SETTLEMENT_DEFAULTS, ...deps.config };
  const stopping = new AbortController();
  const backOff = createBackOff(chain.now);
  const thawsAnswered = new Lru<string, bigint>(THAWS_KEPT);
  const receipts = { ledger, digest: deps.digest };
  const roots = createReceiptRoots({ ...receipts, store: deps.store, log });
  const desk = createDisputeDesk({
    ...receipts,
    client,
    chain,
    roots,
    account: settler,
    disputes: contracts.ChargeDisputes,
    services: contracts.ServiceRegistry,
    startBlock: deps.startBlock,
    gateway,
    replaceAfter: config.replaceAfter,
    signal: stopping.signal,
    log,
  });
  let claimGrace: bigint | undefined;
  /** Books from blocks above this one are to be compared with the vault. */
  let reconcileFrom: bigint | undefined = 0n;
  /** Losses seen above this block may be none after a reorg, or after blocks that nobody here followed. */
  let doubtFrom: bigint | undefined = beforeReorgs();
  let status: SettlementStatus = {
    settler: settler.address,
    unclaimed: 0n,
    ledgers: 0,
    writtenOff: 0n,
    lastClaim: undefined,
    shortfalls: [],
    blocked: [],
    problem: undefined,
  };

  function beforeReorgs(): bigint {
    return chain.safe() > DEEPEST_REORG ? chain.safe() - DEEPEST_REORG : 0n;
  }

  function reconcileAbove(block: bigint): void {
    reconcileFrom = reconcileFrom === undefined || block < reconcileFrom ? block : reconcileFrom;
  }

  async function reconcile(): Promise<void> {
    const from = reconcileFrom;
    if (from === undefined) return;
    reconcileFrom = undefined;
    try {
      await bookClaimed(chain, ledger, await ledger.claimedAfter(from));
    } catch (error) {
      reconcileAbove(from);
      throw error;
    }
  }

  async function reviveLosses(): Promise<void> {
    const from = doubtFrom;
    doubtFrom = undefined;
    try {
      if (from !== undefined) await writeOffs.doubtAbove(from);
    } catch (error) {
      doubtFrom ??= from;
      throw error;
    }
    await writeOffs.revive();
  }

  /** Books the ledgers that can never be claimed as lost. Gives the others. */
  async function writeOff(open: readonly OpenLedger[], grace: bigint): Promise<OpenLedger[]> {
    const head = chain.head();
    const alive: OpenLedger[] = [];
    for (const entry of open) {
      const loss = lossOf(entry, { claimGrace: grace, head });
      if (!loss) {
        alive.push(entry);
        continue;
      }
      const news = await writeOffs.book(loss);
      if (!news) continue;
      const { payer, key, reason } = loss;
      const row = { payer, key, serviceId: String(loss.serviceId), epoch: loss.epoch };
      log.warn({ ...row, reason, amount: String(loss.amount) }, "charges are lost: written off");
    }
    return alive;
  }

  const thawAnswered = ({ ledger: { payer, account } }: PlannedLedger): boolean =>
    thawsAnswered.get(payer.toLowerCase()) === account.thawEnd;

  /** Of this gateway now, token base units. */
  async function bond(): Promise<bigint> {
    const registered = await client.readContract({
      address: contracts.GatewayRegistry,
      abi: gatewayRegistryAbi,
      functionName: "gatewayOf",
      args: [gateway],
    });
    return registered.bond;
  }

  /** One look at everything that is open, and the claims that are due. */
  async function settle(flush?: FlushReason): Promise<ClaimSummary[]> {
    claimGrace ??= await client.readContract({
      address: vault,
      abi: escrowVaultAbi,
      functionName: "CLAIM_GRACE",
    });
    await reconcile();
    await reviveLosses();
    const candidates = await ledger.claimable();
    const found = await readOpenLedgers(chain, candidates);
    await bookClaimed(chain, ledger, misbooked(found));
    const open = await writeOff(found, claimGrace);
    backOff.prune(candidates);

    const now = chain.now();
    const isBlocked = flush === "manual" ? () => false : backOff.isBlocked;
    const { planned, shortfalls } = planClaims(open, { claimGrace, now, isBlocked });
    // Half of what a publisher lets it owe: the other half is room for what is charged until the claim is mined.
    const credit = ((await bond()) * USUAL_CREDIT_BPS) / (2n * 10_000n);
    const due = findDue(planned, { config, credit, claimGrace, now, thawAnswered, flush });
    status = {
      ...status,
      unclaimed: open.reduce((sum, entry) => sum + unclaimed(entry), 0n),
      ledgers: open.length,
      writtenOff: await writeOffs.total(),
      shortfalls,
      blocked: backOff.rows(),
    };
    if (due.length > 0) {
      const reasons = [...new Set(due.map(({ reason }) => reason))];
      log.info({ ledgers: due.length, reasons }, "claiming");
    }

    const claims: ClaimSummary[] = [];
    const rows = due.flatMap(({ planned: { rows } }) => rows);
    for (let start = 0; start < rows.length; start += config.maxRows) {
      claims.push(...(await claimBatch(rows.slice(start, start + config.maxRows))));
    }
    // A claim that was not mined answers no thaw.
    for (const { planned } of claims.length > 0 ? due : []) {
      const { payer, account } = planned.ledger;
      if (account.thawing > 0n) thawsAnswered.set(payer.toLowerCase(), account.thawEnd);
    }
    return claims;
  }

  async function claimBatch(rows: readonly PlannedRow[]): Promise<readonly ClaimSummary[]> {
    const outcome = await claimRows(
      {
        client,
        account: settler,
        vault,
        gateway,
        roots,
        maxGas: config.maxGas,
        replaceAfter: config.replaceAfter,
        signal: stopping.signal,
        log,
      },
      // Rows of one service next to each other: the vault reads their fees once. Rows of one ledger stay in order.
      rows.toSorted((a, b) => compare(a.ledger.serviceId, b.ledger.serviceId)),
    );
    await seeClaims(outcome);
    await bookClaimed(chain, ledger, [...new Set(rows.map((row) => row.ledger))]);
    for (const { row, reason } of outcome.refused) {
      // The vault has it already; the books have just learned that.
      if (reason === "NothingNew") continue;
      const { payer, key, serviceId } = row.ledger;
      log.warn({ payer, key, serviceId: String(serviceId), reason }, "a row was not claimed");
      backOff.block(row.candidate, reason);
    }
    for (const claim of outcome.claims) {
      log.info({ ...claim, block: String(claim.block), gross: String(claim.gross) }, "claimed");
    }
    const open = status.unclaimed - outcome.claims.reduce((sum, { gross }) => sum + gross, 0n);
    status = {
      ...status,
      unclaimed: open > 0n ? open : 0n,
      lastClaim: outcome.claims.at(-1) ?? status.lastClaim,
      blocked: backOff.rows(),
    };
    return outcome.claims;
  }

  /** The books may say "claimed" only once the chain view has the balances after the claim: else they count twice. */
  async function seeClaims({ claims }: ClaimOutcome): Promise<void> {
    const last = claims.reduce((block, claim) => (claim.block > block ? claim.block : block), 0n);
    await chain.pollNow();
    while (chain.head().number < last) {
      await delay(100, undefined, { signal: stopping.signal });
      await chain.pollNow();
    }
  }

  let tail: Promise<unknown> = Promise.resolve();

  /** One look at a time, whoever asks for it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  }

  let waiting = false;

  /** A look that waits for its turn serves all who ask meanwhile. */
  function look(): void {
    if (waiting || stopping.signal.aborted) return;
    waiting = true;
    void inTurn(async () => {
      waiting = false;
      if (chain.stalled() || stopping.signal.aborted) return;
      await withLease(async () => {
        await settle();
        await desk.look();
        for (const other of deps.alongside ?? []) await other.look();
      });
      status = { ...status, problem: undefined };
    }).catch((error: unknown) => {
      if (stopping.signal.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      if (problem !== status.problem) log.error({ err: error }, "settling failed; trying on");
      status = { ...status, problem };
    });
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      look();
      await delay(config.interval, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  let forget: (() => void) | undefined;
  return {
    start() {
      forget ??= chain.onChange(({ payers, reset }) => {
        if (reset) {
          reconcileAbove(beforeReorgs());
          doubtFrom = beforeReorgs();
          desk.forget();
        }
        if (reset || payers.length > 0) look();
      });
      void keepLooking();
    },
    async stop() {
      forget?.();
      stopping.abort();
      await tail;
    },
    async flush(reason) {
      const claims = await inTurn(async () => {
        await chain.pollNow();
        return withLease(() => settle(reason));
      });
      return claims ?? [];
    },
    send: (transaction) =>
      inTurn(() =>
        withLease(() =>
          sendTransaction(
            { client, account: settler, replaceAfter: config.replaceAfter, signal: stopping.signal, log },
            transaction,
          ),
        ),
      ),
    lookSoon: look,
    status: () => status,
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
