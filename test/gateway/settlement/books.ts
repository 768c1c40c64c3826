/** A gateway's real books, and charges made in them as the data plane makes them. */
import { rm } from "node:fs/promises";
import { keccak256, sha256, toHex, type Hex, type LocalAccount } from "viem";
import { generatePrivateKey } from "viem/accounts";
import type { Voucher } from "../../../contracts/payment.ts";
import type { ReserveRequest } from "../../../gateway/ledger/types.ts";
import { createSqlStore } from "../../../gateway/kv/sql-store.ts";
import { createWriteOffs } from "../../../gateway/ledger/write-offs.ts";
import { openStore } from "../../../gateway/store/open-store.ts";
import { demoKey } from "../../../scripts/start/accounts.ts";
import { newStoreFolder } from "../../helpers/store-folder.ts";
import { DAY, type Market } from "../helpers/market.ts";

const RECEIPT_KEY_INDEX = 3;

export interface Charge {
  readonly payer: LocalAccount;
  /** Signs the voucher; the payer itself when absent. */
  readonly key?: LocalAccount;
  readonly serviceId: bigint;
  readonly price: bigint;
  readonly grant?: ReserveRequest["grant"];
  /** What to write over the voucher before it is signed. */
  readonly voucher?: Partial<Voucher>;
  /** Instead of the key's own. */
  readonly signature?: Hex;
  /** Balance that the chain view had when the call was checked, where a reorg took it back since. */
  readonly balance?: bigint;
}

export type Books = Awaited<ReturnType<typeof openBooks>>;

/** Opens the store in `folder`, or in a new one that `remove` takes away. */
export async function openBooks(market: Market, folder?: string) {
  const place = folder ?? (await newStoreFolder());
  const store = await openStore({
    chainId: market.deployment.chainId,
    vault: market.vault.address,
    gateway: market.gateway.address,
    receiptKey: demoKey(RECEIPT_KEY_INDEX),
    folder: place,
    onError(problem) {
      throw problem;
    },
  });
  const { ledger } = store;

  /** One call that is reserved, answered and charged under the terms in force. */
  async function charge(request: Charge): Promise<void> {
    const { payer, serviceId, price } = request;
    const key = request.key ?? payer;
    // All of one block, as the chain view has it: a settlement may be claiming meanwhile.
    const { number: blockNumber, timestamp: now } = await market.client.getBlock();
    const read = market.client.readContract;
    const [account, inVault, [termsId, feeVersion], termsHash] = await Promise.all([
      read({
        ...market.vault,
        functionName: "accountOf",
        args: [payer.address, market.gateway.address],
        blockNumber,
      }),
      read({
        ...market.vault,
        functionName: "ledgerOf",
        args: [payer.address, market.gateway.address, key.address, serviceId],
        blockNumber,
      }),
      read({ ...market.services, functionName: "currentTerms", args: [serviceId], blockNumber }),
      read({ ...market.services, functionName: "termsHash", args: [serviceId], blockNumber }),
    ]);
    const { epoch } = account;
    const known = await ledger.ledgerOf(payer.address, key.address, serviceId);
    const charged = known.epoch === epoch ? known.charged : 0n;
    const voucher: Voucher = {
      payer: payer.address,
      gateway: market.gateway.address,
      key: key.address,
      serviceId,
      termsHash,
      epoch,
      cumulative: charged + price,
      validBefore: now + 14n * DAY,
      ...request.voucher,
    };
    const balance = request.balance ?? account.balance;
    const callId = keccak256(generatePrivateKey());
    const reserved = await ledger.reserve({
      callId,
      requestHash: sha256(callId),
      tool: "compile",
      price,
      voucher,
      signature: request.signature ?? (await market.signVoucher(key, voucher)),
      terms: { termsId, feeVersion },
      servicesProof: [],
      grant: request.grant,
      account: {
        balanceSafe: balance,
        balanceLatest: balance,
        thawing: 0n,
        thawEnd: 0n,
        epoch,
        block: blockNumber,
      },
      claimed: inVault.epoch === epoch ? inVault.claimed : 0n,
      leastValidBefore: 0n,
      now,
      expiresAt: now + 600n,
    });
    if (reserved.kind !== "reserved") throw new Error(`not reserved: ${toText(reserved)}`);
    const captured = await ledger.capture({
      callId,
      payer: payer.address,
      price,
      responseHash: sha256(toHex("answer")),
      status: 0,
      issuedAt: now,
      latencyMs: 1,
    });
    if (captured.kind !== "captured") throw new Error("not captured");
  }

  return {
    ledger,
    writeOffs: createWriteOffs(store.sql),
    store: await createSqlStore(store.sql),
    charge,
    folder: place,
    /** Forgets all ledgers: each test starts with books that are empty to it. */
    async clear() {
      for (const table of ["ledgers", "former_vouchers", "grants", "write_offs"])
        await store.sql.query(`delete from ${table}`);
    },
    close: () => store.close(),
    async remove() {
      await store.close();
      await rm(place, { recursive: true, force: true });
    },
  };
}

function toText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => (typeof entry === "bigint" ? `${entry}` : entry));
}
