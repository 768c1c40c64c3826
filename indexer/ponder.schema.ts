/**
 * The index: what the contracts' events say, and totals kept as they arrive. Money is token base units, time is chain
 * time in Unix seconds, both as bigint; addresses and hashes are lower-case hex. These tables are the site's and the
 * gateway's types: `typeof service.$inferSelect`.
 */
import { index, onchainEnum, onchainTable, primaryKey, relations, type PgColumnsBuilders } from "ponder";
import type { Manifest } from "../contracts/manifest.ts";

// Values stand in the order of the contracts' enums.
export const serviceStatus = onchainEnum("service_status", ["inactive", "active", "maintenance"]);
export const serviceClass = onchainEnum("service_class", ["selfHosted", "hosted", "managed"]);
export const priceModel = onchainEnum("price_model", ["free", "perCall", "perTool", "perUnit"]);
export const skipReason = onchainEnum("skip_reason", [
  "wrongGateway",
  "wrongEpoch",
  "expired",
  "unknownTerms",
  "nothingNew",
  "overVoucher",
  "badSignature",
  "unknownKey",
  "keyExpired",
  "overCap",
  "serviceNotGranted",
  "insufficientBalance",
]);
/** Why an x402 exact was passed over. */
export const exactSkipReason = onchainEnum("exact_skip_reason", [
  "notYetValid",
  "expired",
  "unknownTerms",
  "valueOutOfBounds",
  "used",
  "badSignature",
  "insufficientBalance",
]);

export const disputeReason = onchainEnum("dispute_reason", [
  "noSuchCall",
  "failedCallCharged",
  "priceOverTerms",
  "sumOverReceipts",
]);
/** `open` waits for an answer, `answered` for a refutation, `contested` for a ruling. */
export const disputeState = onchainEnum("dispute_state", [
  "open",
  "answered",
  "contested",
  "refunded",
  "dismissed",
]);

export const stakeEventKind = onchainEnum("stake_event_kind", [
  "staked",
  "thawing",
  "thawCancelled",
  "withdrawn",
  "slashed",
]);
export const anchorKind = onchainEnum("anchor_kind", ["files", "build", "usage"]);
export const attestationKind = onchainEnum("attestation_kind", ["domain", "audit"]);
export const bondEventKind = onchainEnum("bond_event_kind", [
  "added",
  "exitRequested",
  "exitCancelled",
  "withdrawn",
  "runSettled",
]);
export const accountEventKind = onchainEnum("account_event_kind", [
  "deposited",
  "thawing",
  "thawCancelled",
  "withdrawn",
  "released",
  "refunded",
]);
export const earningEventKind = onchainEnum("earning_event_kind", [
  "earned",
  "withdrawn",
  "swept",
  "refunded",
  "frozen",
  "released",
]);
export const shareEventKind = onchainEnum("share_event_kind", ["gateway", "host", "integrator", "withdrawn"]);
export const parameterName = onchainEnum("parameter_name", [
  "minDeposit",
  "thawPeriod",
  "hold",
  "minBond",
  "disputeBond",
  "minStakeSelfHosted",
  "minStakeHosted",
  "minStakeManaged",
]);

/** Where and when an event happened. */
const origin = (t: PgColumnsBuilders) => ({
  time: t.bigint().notNull(),
  block: t.bigint().notNull(),
  transactionHash: t.hex().notNull(),
});

/** A sum that starts at nothing. */
const sum = (t: PgColumnsBuilders) => t.bigint().notNull().default(0n);
const count = (t: PgColumnsBuilders) => t.integer().notNull().default(0);

// ── ServiceRegistry ──────────────────────────────────────────────────────────────────────────────────────────────────

/** A service with its newest version, its terms and its stake, flat, so that one query fills a card. */
export const service = onchainTable(
  "service",
  (t) => ({
    id: t.bigint().primaryKey(),
    /** `namespace/name`; null until an ERC-8004 agent is named. */
    name: t.text(),
    /** Lower case: names that differ in letter case only are one name. */
    namespace: t.text(),
    owner: t.hex().notNull(),
    agentWallet: t.hex(),
    /** The agent wallet, else the owner. */
    payee: t.hex().notNull(),
    agentUri: t.text().notNull().default(""),
    status: serviceStatus().notNull().default("inactive"),
    registeredAt: t.bigint().notNull(),
    /** Transfers so far: an attestation of another tenure says nothing about this owner. */
    tenure: count(t),

    /** Newest version: its number from 1 (0 for none), and the version as people read it. */
    versionNumber: t.integer().notNull().default(0),
    version: t.text(),
    codeHash: t.hex(),
    manifestHash: t.hex(),
    publishedAt: t.bigint(),
    /** Whether the newest manifest is a manifest and names this service; the columns below are empty otherwise. */
    manifestValid: t.boolean().notNull().default(false),
    /** What is wrong with it, in words. */
    manifestProblem: t.text(),
    manifest: t.jsonb().$type<Manifest>(),
    title: t.text(),
    description: t.text(),
    categories: t.text().array().notNull().default([]),
    language: t.text(),
    license: t.text(),
    author: t.text(),
    endpoint: t.text(),
    toolsHash: t.hex(),
    /** Lower case: name, title, description and categories, for `like '%word%'`. */
    searchText: t.text().notNull().default(""),

    /** Terms in force when the service last published terms; when `nextTermsAt` has passed, `nextTerms` are. */
    termsId: t.hex(),
    model: priceModel(),
    class: serviceClass(),
    chargeOnError: t.boolean(),
    /** Whether callers may go to the endpoint with a gateway's token. */
    direct: t.boolean(),
    maxPrice: t.bigint(),
    /** The gateway that hosts it; null when the publisher runs it. */
    host: t.hex(),
    nextTermsId: t.hex(),
    nextTermsAt: t.bigint(),

    /** The thawing part included. */
    stake: sum(t),
    stakeThawing: sum(t),
    stakeThawEnd: sum(t),
    /** Cases that hold the stake now, and what cases have taken of it so far. */
    openLocks: count(t),
    slashed: sum(t),

    /** Claimed from payers; `net` of it is the publisher's. Calls are not on chain. */
    gross: sum(t),
    fee: sum(t),
    net: sum(t),
    claimedRows: count(t),
    /** Different payers ever claimed from. */
    payers: count(t),
    lastClaimedAt: t.bigint(),
  }),
  (table) => ({
    byName: index().on(table.name),
    byNamespace: index().on(table.namespace),
    byOwner: index().on(table.owner),
    byPayee: index().on(table.payee),
    byStatusClass: index().on(table.status, table.class),
    byRegisteredAt: index().on(table.registeredAt),
    byGross: index().on(table.gross),
  }),
);

export const namespace = onchainTable("namespace", (t) => ({
  /** Lower case. */
  name: t.text().primaryKey(),
  holder: t.hex().notNull(),
  claimedAt: t.bigint().notNull(),
}));

export const serviceVersion = onchainTable(
  "service_version",
  (t) => ({
    serviceId: t.bigint().notNull(),
    number: t.integer().notNull(),
    version: t.text().notNull(),
    codeHash: t.hex().notNull(),
    /** Where the artifact can be had. */
    uri: t.text().notNull(),
    manifestHash: t.hex().notNull(),
    /** Null unless the bytes are a manifest, whatever service it names; then `manifestProblem` says what is wrong. */
    manifest: t.jsonb().$type<Manifest>(),
    manifestProblem: t.text(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.number] }) }),
);

export const terms = onchainTable(
  "terms",
  (t) => ({
    termsId: t.hex().primaryKey(),
    serviceId: t.bigint().notNull(),
    model: priceModel().notNull(),
    class: serviceClass().notNull(),
    chargeOnError: t.boolean().notNull(),
    direct: t.boolean().notNull(),
    maxPrice: t.bigint().notNull(),
    pricesHash: t.hex().notNull(),
    /** The gateway that signed to host; null for self-hosted terms. */
    host: t.hex(),
    effectiveAt: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdEffectiveAt: index().on(table.serviceId, table.effectiveAt) }),
);

export const feeVersion = onchainTable(
  "fee_version",
  (t) => ({
    class: serviceClass().notNull(),
    version: t.integer().notNull(),
    /** Basis points of the charge: the fee, and the part of it that is shared. A host has what exceeds that. */
    feeBps: t.integer().notNull(),
    baseFeeBps: t.integer().notNull(),
    /** Basis points of the shared part; the treasury has the rest. */
    gatewayBps: t.integer().notNull(),
    integratorBps: t.integer().notNull(),
    rewardsBps: t.integer().notNull(),
    effectiveAt: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.class, table.version] }) }),
);

export const stakeEvent = onchainTable(
  "stake_event",
  (t) => ({
    id: t.text().primaryKey(),
    serviceId: t.bigint().notNull(),
    kind: stakeEventKind().notNull(),
    /** Moved by this event; of a thaw, the whole thawing sum. */
    amount: t.bigint().notNull(),
    /** Who staked, or who was paid. */
    party: t.hex(),
    thawEnd: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdTime: index().on(table.serviceId, table.time) }),
);

/** A case's hold on a stake. Open while `closedAt` is null. */
export const stakeLock = onchainTable(
  "stake_lock",
  (t) => ({
    serviceId: t.bigint().notNull(),
    lockId: t.bigint().notNull(),
    /** The most it may take: half of the stake at the opening. */
    slashable: t.bigint().notNull(),
    slashed: sum(t),
    /** From then on anybody may lift it. */
    until: t.bigint().notNull(),
    closedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.lockId] }) }),
);

/** A receiver's part of a slash. */
export const award = onchainTable(
  "award",
  (t) => ({
    id: t.text().primaryKey(),
    serviceId: t.bigint().notNull(),
    lockId: t.bigint().notNull(),
    receiver: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** False when the token refused the transfer: the receiver collects it himself. */
    paid: t.boolean().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byServiceId: index().on(table.serviceId),
    byReceiver: index().on(table.receiver),
  }),
);

/** What a receiver can collect: awards that the token refused, less what was collected. */
export const awardBalance = onchainTable("award_balance", (t) => ({
  receiver: t.hex().primaryKey(),
  amount: sum(t),
}));

// ── ServiceRecords ───────────────────────────────────────────────────────────────────────────────────────────────────

/** A Merkle root for what belongs to a release. */
export const anchor = onchainTable(
  "anchor",
  (t) => ({
    serviceId: t.bigint().notNull(),
    number: t.bigint().notNull(),
    versionNumber: t.integer().notNull(),
    kind: anchorKind().notNull(),
    root: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.number] }) }),
);

/** It counts while it is the newest of its kind, not revoked, not expired, and of the service's tenure. */
export const attestation = onchainTable(
  "attestation",
  (t) => ({
    id: t.bigint().primaryKey(),
    serviceId: t.bigint().notNull(),
    kind: attestationKind().notNull(),
    versionNumber: t.integer().notNull(),
    auditor: t.hex().notNull(),
    uri: t.text().notNull(),
    hash: t.hex().notNull(),
    expiry: t.bigint().notNull(),
    tenure: t.integer().notNull(),
    revokedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byServiceIdKind: index().on(table.serviceId, table.kind, table.id) }),
);

// ── GatewayRegistry ──────────────────────────────────────────────────────────────────────────────────────────────────

export const gateway = onchainTable("gateway", (t) => ({
  /** Its operator's address. */
  id: t.hex().primaryKey(),
  endpoint: t.text().notNull(),
  settler: t.hex(),
  bond: sum(t),
  /** When the bond may leave; 0 while in business. */
  exitAt: sum(t),
  registeredAt: t.bigint().notNull(),

  /** All payers' accounts at this gateway together. */
  balance: sum(t),
  deposited: sum(t),
  withdrawn: sum(t),
  accounts: count(t),
  gross: sum(t),
  fee: sum(t),
  /** Its own share of the fees. */
  earned: sum(t),
  claims: count(t),
  claimedRows: count(t),
  skippedRows: count(t),
  lastClaimedAt: t.bigint(),

  /** Its EIP-3009 face; null until somebody opened it. */
  credit: t.hex(),
  /** The bond run that stops its new business; null while there is none. */
  openRun: t.bigint(),
  /** Taken by force: from balances, and filed against the bond. */
  forcedPaid: sum(t),
  forcedFiled: sum(t),
}));

/** What was filed against a gateway's bond in one window, paid pro rata when it has closed. */
export const bondRun = onchainTable(
  "bond_run",
  (t) => ({
    gateway: t.hex().notNull(),
    run: t.bigint().notNull(),
    openedAt: t.bigint().notNull(),
    closesAt: t.bigint().notNull(),
    filed: sum(t),
    cured: sum(t),
    /** What the bond gave for it; null until it is settled. */
    pot: t.bigint(),
    paid: sum(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.run] }) }),
);

/** What one payee has in a bond run. */
export const bondClaim = onchainTable(
  "bond_claim",
  (t) => ({
    gateway: t.hex().notNull(),
    run: t.bigint().notNull(),
    payee: t.hex().notNull(),
    filed: sum(t),
    cured: sum(t),
    paid: sum(t),
    filedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.gateway, table.run, table.payee] }),
    byPayee: index().on(table.payee),
  }),
);

/** A receipt that was collected without its gateway: from the balance, or filed against the bond. */
/** A payer's question which call one unit of a claimed row went to, and what became of it. */
export const chargeDispute = onchainTable(
  "charge_dispute",
  (t) => ({
    id: t.bigint().primaryKey(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    claimId: t.bigint().notNull(),
    /** Of the claim's rows, from 0. */
    row: t.integer().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    epoch: t.integer().notNull(),
    termsHash: t.hex().notNull(),
    /** The row took the ledger from `before` to `charged`; the disputed unit lies between. */
    before: t.bigint().notNull(),
    charged: t.bigint().notNull(),
    position: t.bigint().notNull(),
    reason: disputeReason().notNull(),
    state: disputeState().notNull(),
    /** The payer's, twice as much once it is contested. */
    bond: t.bigint().notNull(),
    /** Of an answer, a refutation or a ruling, by the state. */
    deadline: t.bigint().notNull(),
    /** The receipt that was the answer. */
    answeredBy: t.hex(),
    answeredAt: t.bigint(),
    callId: t.hex(),
    price: t.bigint(),
    /** Another receipt for the same money. */
    refutingCallId: t.hex(),
    /** Of the publisher's earnings, while a ruling is due. */
    payee: t.hex(),
    frozen: t.bigint(),
    /** Filed against the gateway's bond, or paid by the publisher. */
    refunded: sum(t),
    endedAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byClaimId: index().on(table.claimId),
  }),
);

/** Dispute bonds that an account has won or got back. */
export const disputePurse = onchainTable("dispute_purse", (t) => ({
  account: t.hex().primaryKey(),
  owed: sum(t),
  collected: sum(t),
}));

export const forcedClaim = onchainTable(
  "forced_claim",
  (t) => ({
    id: t.text().primaryKey(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    callId: t.hex().notNull(),
    epoch: t.integer().notNull(),
    paid: t.bigint().notNull(),
    filed: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byGatewayTime: index().on(table.gateway, table.time),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
  }),
);

export const receiptKey = onchainTable(
  "receipt_key",
  (t) => ({
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    /** Both inclusive. */
    validFrom: t.bigint().notNull(),
    validTo: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.key] }) }),
);

export const bondEvent = onchainTable(
  "bond_event",
  (t) => ({
    id: t.text().primaryKey(),
    gateway: t.hex().notNull(),
    kind: bondEventKind().notNull(),
    amount: sum(t),
    /** Who added, or who was paid. */
    party: t.hex(),
    exitAt: t.bigint(),
    ...origin(t),
  }),
  (table) => ({ byGatewayTime: index().on(table.gateway, table.time) }),
);

// ── EscrowVault ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A payer's money at one gateway. */
export const account = onchainTable(
  "account",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    /** The thawing part included. */
    balance: sum(t),
    thawing: sum(t),
    /** Means something while something thaws. */
    thawEnd: sum(t),
    epoch: t.integer().notNull().default(0),
    openedAt: t.bigint().notNull(),
    deposited: sum(t),
    withdrawn: sum(t),
    claimed: sum(t),
    /** Given back by publishers. */
    refunded: sum(t),
    lastClaimedAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway] }),
    byGateway: index().on(table.gateway),
  }),
);

export const accountEvent = onchainTable(
  "account_event",
  (t) => ({
    id: t.text().primaryKey(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    kind: accountEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Who paid in, or who was paid. */
    party: t.hex(),
    /** Of the account after the event. */
    balance: t.bigint().notNull(),
    thawEnd: t.bigint(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
  }),
);

/** A key that may sign vouchers for a payer at one gateway. */
export const sessionKey = onchainTable(
  "session_key",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    cap: sum(t),
    /** Claimed with it so far; carries over to later grants. */
    spent: sum(t),
    /** 0 for no limit. */
    maxPerCall: sum(t),
    validBefore: sum(t),
    /** Merkle root over the allowed services; zero for all. */
    servicesRoot: t.hex(),
    integrator: t.hex(),
    nonce: sum(t),
    revoked: t.boolean().notNull().default(false),
    /** Null for a key that was revoked before it was ever granted. */
    grantedAt: t.bigint(),
    revokedAt: t.bigint(),
    lastClaimedAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway, table.key] }),
    byKey: index().on(table.key),
    byGateway: index().on(table.gateway),
  }),
);

/** One transaction in which a gateway claimed many ledgers. */
export const claim = onchainTable(
  "claim",
  (t) => ({
    id: t.bigint().primaryKey(),
    gateway: t.hex().notNull(),
    rows: t.integer().notNull(),
    skippedRows: count(t),
    gross: t.bigint().notNull(),
    fee: sum(t),
    receiptsRoot: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byGatewayTime: index().on(table.gateway, table.time), byTime: index().on(table.time) }),
);

/** One ledger of a claim: paid, or skipped with the reason. */
export const claimRow = onchainTable(
  "claim_row",
  (t) => ({
    /** `<claimId>-<number>`. */
    id: t.text().primaryKey(),
    claimId: t.bigint().notNull(),
    /** Its place in the claim, from 1. */
    number: t.integer().notNull(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    /** Null when it was paid. */
    skipped: skipReason(),
    /** Of a voucher's row the ledger's claimed total after it; null when skipped, as are epoch and terms. */
    charged: t.bigint(),
    epoch: t.integer(),
    termsHash: t.hex(),
    /** Taken from the account; `fee` is the protocol's part of it, `treasuryShare` the treasury's part of the fee. */
    delta: sum(t),
    fee: sum(t),
    treasuryShare: sum(t),
    ...origin(t),
  }),
  (table) => ({
    byClaimId: index().on(table.claimId),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byGatewayTime: index().on(table.gateway, table.time),
  }),
);

/** What one signer spent on one service: the counter that vouchers raise. */
export const ledger = onchainTable(
  "ledger",
  (t) => ({
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    key: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    /** In `epoch`, as on chain. */
    claimed: t.bigint().notNull(),
    epoch: t.integer().notNull(),
    /** The treasury's part of all fees ever, as on chain. */
    fees: sum(t),
    /** Over all epochs. */
    gross: sum(t),
    lastClaimedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payer, table.gateway, table.key, table.serviceId] }),
    byServiceId: index().on(table.serviceId),
    byKey: index().on(table.key),
  }),
);

/** What one payer spent on one service. */
export const customer = onchainTable(
  "customer",
  (t) => ({
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    gross: sum(t),
    claimedRows: count(t),
    firstClaimedAt: t.bigint().notNull(),
    lastClaimedAt: t.bigint().notNull(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.payer] }),
    byPayer: index().on(table.payer),
  }),
);

/** One x402 exact that a settler submitted: paid from the balance, or passed over with the reason. */
export const exactPayment = onchainTable(
  "exact_payment",
  (t) => ({
    /** `<claimId>-<number>`. */
    id: t.text().primaryKey(),
    claimId: t.bigint().notNull(),
    /** Its place in the batch, from 1. */
    number: t.integer().notNull(),
    gateway: t.hex().notNull(),
    payer: t.hex().notNull(),
    /** EIP-3009. */
    nonce: t.hex().notNull(),
    /** Null when it was paid. */
    skipped: exactSkipReason(),
    /** Null when it was passed over. */
    serviceId: t.bigint(),
    termsHash: t.hex(),
    amount: sum(t),
    fee: sum(t),
    treasuryShare: sum(t),
    ...origin(t),
  }),
  (table) => ({
    byClaimId: index().on(table.claimId),
    byPayerTime: index().on(table.payer, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byNonce: index().on(table.nonce),
  }),
);

/** The address that plain transfers for a service under certain terms go to. */
export const payTo = onchainTable(
  "pay_to",
  (t) => ({
    serviceId: t.bigint().notNull(),
    termsHash: t.hex().notNull(),
    /** Null until somebody deployed it. */
    address: t.hex(),
    /** Paid there and swept, with the protocol's part. */
    swept: sum(t),
    fee: sum(t),
    lastSweptAt: t.bigint(),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.serviceId, table.termsHash] }),
    byAddress: index().on(table.address),
  }),
);

// ── Days: `day` is the Unix second at which a UTC day begins ─────────────────────────────────────────────────────────

export const serviceDay = onchainTable(
  "service_day",
  (t) => ({
    serviceId: t.bigint().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    fee: sum(t),
    net: sum(t),
    claimedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.serviceId, table.day] }), byDay: index().on(table.day) }),
);

export const payerDay = onchainTable(
  "payer_day",
  (t) => ({
    payer: t.hex().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    claimedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.payer, table.day] }), byDay: index().on(table.day) }),
);

export const gatewayDay = onchainTable(
  "gateway_day",
  (t) => ({
    gateway: t.hex().notNull(),
    day: t.bigint().notNull(),
    gross: sum(t),
    fee: sum(t),
    earned: sum(t),
    claimedRows: count(t),
    skippedRows: count(t),
  }),
  (table) => ({ pk: primaryKey({ columns: [table.gateway, table.day] }), byDay: index().on(table.day) }),
);

export const protocolDay = onchainTable("protocol_day", (t) => ({
  day: t.bigint().primaryKey(),
  gross: sum(t),
  fee: sum(t),
  treasuryShare: sum(t),
  gatewayShare: sum(t),
  hostShare: sum(t),
  integratorShare: sum(t),
  rewardsShare: sum(t),
  claims: count(t),
  claimedRows: count(t),
  deposited: sum(t),
  withdrawn: sum(t),
}));

// ── Earnings and Treasury ────────────────────────────────────────────────────────────────────────────────────────────

/** What a payee earned with one service. */
export const earning = onchainTable(
  "earning",
  (t) => ({
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    earned: sum(t),
    withdrawn: sum(t),
    /** Given back to payers. */
    refunded: sum(t),
    /** Waits for a ruling now. */
    frozen: sum(t),
  }),
  (table) => ({
    pk: primaryKey({ columns: [table.payee, table.serviceId] }),
    byServiceId: index().on(table.serviceId),
  }),
);

export const earningEvent = onchainTable(
  "earning_event",
  (t) => ({
    id: t.text().primaryKey(),
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    kind: earningEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Of what was earned: from then on it can be withdrawn. */
    maturesAt: t.bigint(),
    claimId: t.bigint(),
    /** Who was paid. */
    recipient: t.hex(),
    ...origin(t),
  }),
  (table) => ({
    byPayeeTime: index().on(table.payee, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
    byPayeeMaturesAt: index().on(table.payee, table.maturesAt),
  }),
);

/** What a publisher gave back to a payer, into his account at a gateway. */
export const refund = onchainTable(
  "refund",
  (t) => ({
    id: t.text().primaryKey(),
    payee: t.hex().notNull(),
    serviceId: t.bigint().notNull(),
    payer: t.hex().notNull(),
    gateway: t.hex().notNull(),
    amount: t.bigint().notNull(),
    nonce: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({
    byPayerTime: index().on(table.payer, table.time),
    byPayeeTime: index().on(table.payee, table.time),
    byServiceIdTime: index().on(table.serviceId, table.time),
  }),
);

/** An account's shares of the fees, as gateway, host or integrator. */
export const share = onchainTable("share", (t) => ({
  account: t.hex().primaryKey(),
  credited: sum(t),
  asGateway: sum(t),
  asHost: sum(t),
  asIntegrator: sum(t),
  withdrawn: sum(t),
}));

export const shareEvent = onchainTable(
  "share_event",
  (t) => ({
    id: t.text().primaryKey(),
    account: t.hex().notNull(),
    kind: shareEventKind().notNull(),
    amount: t.bigint().notNull(),
    /** Null when it was withdrawn, and zero when a host's part came from a sweep. */
    claimId: t.bigint(),
    recipient: t.hex(),
    ...origin(t),
  }),
  (table) => ({ byAccountTime: index().on(table.account, table.time) }),
);

/** One row: the protocol's totals. */
export const protocol = onchainTable("protocol", (t) => ({
  id: t.integer().primaryKey(),
  services: count(t),
  gateways: count(t),
  /** In all payers' accounts now. */
  balance: sum(t),
  deposited: sum(t),
  withdrawn: sum(t),
  claims: count(t),
  claimedRows: count(t),
  gross: sum(t),
  fee: sum(t),
  /** The treasury's share of all fees, and how much of it has been sent to the Treasury. */
  treasuryShare: sum(t),
  treasurySwept: sum(t),
  /** Review rewards' share, held in Earnings. */
  rewardsShare: sum(t),
}));

export const treasurySpend = onchainTable(
  "treasury_spend",
  (t) => ({
    id: t.text().primaryKey(),
    token: t.hex().notNull(),
    recipient: t.hex().notNull(),
    amount: t.bigint().notNull(),
    /** The category's name: text of at most 32 bytes with zeros behind it. */
    category: t.hex().notNull(),
    ...origin(t),
  }),
  (table) => ({ byTime: index().on(table.time), byCategory: index().on(table.category) }),
);

/** Governed parameters now: token base units or seconds. */
export const parameter = onchainTable("parameter", (t) => ({
  name: parameterName().primaryKey(),
  value: t.bigint().notNull(),
  setAt: t.bigint().notNull(),
}));

export const parameterChange = onchainTable(
  "parameter_change",
  (t) => ({
    id: t.text().primaryKey(),
    name: parameterName().notNull(),
    value: t.bigint().notNull(),
    ...origin(t),
  }),
  (table) => ({ byNameTime: index().on(table.name, table.time) }),
);

// ── Relations ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const serviceRelations = relations(service, ({ one, many }) => ({
  versions: many(serviceVersion),
  terms: many(terms),
  nextTerms: one(terms, { fields: [service.nextTermsId], references: [terms.termsId] }),
  stakeEvents: many(stakeEvent),
  locks: many(stakeLock),
  anchors: many(anchor),
  attestations: many(attestation),
  rows: many(claimRow),
  customers: many(customer),
  days: many(serviceDay),
  earnings: many(earning),
}));

export const serviceVersionRelations = relations(serviceVersion, ({ one }) => ({
  service: one(service, { fields: [serviceVersion.serviceId], references: [service.id] }),
}));

export const termsRelations = relations(terms, ({ one }) => ({
  service: one(service, { fields: [terms.serviceId], references: [service.id] }),
}));

export const stakeEventRelations = relations(stakeEvent, ({ one }) => ({
  service: one(service, { fields: [stakeEvent.serviceId], references: [service.id] }),
}));

export const stakeLockRelations = relations(stakeLock, ({ one }) => ({
  service: one(service, { fields: [stakeLock.serviceId], references: [service.id] }),
}));

export const anchorRelations = relations(anchor, ({ one }) => ({
  service: one(service, { fields: [anchor.serviceId], references: [service.id] }),
}));

export const attestationRelations = relations(attestation, ({ one }) => ({
  service: one(service, { fields: [attestation.serviceId], references: [service.id] }),
}));

export const customerRelations = relations(customer, ({ one }) => ({
  service: one(service, { fields: [customer.serviceId], references: [service.id] }),
}));

export const serviceDayRelations = relations(serviceDay, ({ one }) => ({
  service: one(service, { fields: [serviceDay.serviceId], references: [service.id] }),
}));

export const gatewayRelations = relations(gateway, ({ many }) => ({
  receiptKeys: many(receiptKey),
  bondEvents: many(bondEvent),
  bondRuns: many(bondRun),
  forcedClaims: many(forcedClaim),
  disputes: many(chargeDispute),
  accounts: many(account),
  claims: many(claim),
  days: many(gatewayDay),
}));

export const receiptKeyRelations = relations(receiptKey, ({ one }) => ({
  owner: one(gateway, { fields: [receiptKey.gateway], references: [gateway.id] }),
}));

export const bondEventRelations = relations(bondEvent, ({ one }) => ({
  owner: one(gateway, { fields: [bondEvent.gateway], references: [gateway.id] }),
}));

export const gatewayDayRelations = relations(gatewayDay, ({ one }) => ({
  owner: one(gateway, { fields: [gatewayDay.gateway], references: [gateway.id] }),
}));

export const accountRelations = relations(account, ({ one, many }) => ({
  holder: one(gateway, { fields: [account.gateway], references: [gateway.id] }),
  events: many(accountEvent),
  keys: many(sessionKey),
  ledgers: many(ledger),
}));

export const accountEventRelations = relations(accountEvent, ({ one }) => ({
  account: one(account, {
    fields: [accountEvent.payer, accountEvent.gateway],
    references: [account.payer, account.gateway],
  }),
}));

export const sessionKeyRelations = relations(sessionKey, ({ one }) => ({
  account: one(account, {
    fields: [sessionKey.payer, sessionKey.gateway],
    references: [account.payer, account.gateway],
  }),
}));

export const ledgerRelations = relations(ledger, ({ one }) => ({
  account: one(account, {
    fields: [ledger.payer, ledger.gateway],
    references: [account.payer, account.gateway],
  }),
  service: one(service, { fields: [ledger.serviceId], references: [service.id] }),
}));

export const claimRelations = relations(claim, ({ one, many }) => ({
  claimant: one(gateway, { fields: [claim.gateway], references: [gateway.id] }),
  lines: many(claimRow),
  exacts: many(exactPayment),
}));

export const exactPaymentRelations = relations(exactPayment, ({ one }) => ({
  claim: one(claim, { fields: [exactPayment.claimId], references: [claim.id] }),
  service: one(service, { fields: [exactPayment.serviceId], references: [service.id] }),
}));

export const bondRunRelations = relations(bondRun, ({ one, many }) => ({
  owner: one(gateway, { fields: [bondRun.gateway], references: [gateway.id] }),
  claims: many(bondClaim),
}));

export const bondClaimRelations = relations(bondClaim, ({ one }) => ({
  run: one(bondRun, {
    fields: [bondClaim.gateway, bondClaim.run],
    references: [bondRun.gateway, bondRun.run],
  }),
}));

export const forcedClaimRelations = relations(forcedClaim, ({ one }) => ({
  service: one(service, { fields: [forcedClaim.serviceId], references: [service.id] }),
  owner: one(gateway, { fields: [forcedClaim.gateway], references: [gateway.id] }),
}));

export const chargeDisputeRelations = relations(chargeDispute, ({ one }) => ({
  service: one(service, { fields: [chargeDispute.serviceId], references: [service.id] }),
  defendant: one(gateway, { fields: [chargeDispute.gateway], references: [gateway.id] }),
  claim: one(claim, { fields: [chargeDispute.claimId], references: [claim.id] }),
}));

export const refundRelations = relations(refund, ({ one }) => ({
  service: one(service, { fields: [refund.serviceId], references: [service.id] }),
}));

export const payToRelations = relations(payTo, ({ one }) => ({
  service: one(service, { fields: [payTo.serviceId], references: [service.id] }),
}));

export const claimRowRelations = relations(claimRow, ({ one }) => ({
  claim: one(claim, { fields: [claimRow.claimId], references: [claim.id] }),
  service: one(service, { fields: [claimRow.serviceId], references: [service.id] }),
}));

export const earningRelations = relations(earning, ({ one, many }) => ({
  service: one(service, { fields: [earning.serviceId], references: [service.id] }),
  events: many(earningEvent),
}));

export const earningEventRelations = relations(earningEvent, ({ one }) => ({
  earning: one(earning, {
    fields: [earningEvent.payee, earningEvent.serviceId],
    references: [earning.payee, earning.serviceId],
  }),
}));
