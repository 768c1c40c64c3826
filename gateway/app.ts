/** Puts the gateway together: chain, store, catalogue, data plane, control plane, settlement, behind one port. */
import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";
import { privateKeyToAccount } from "viem/accounts";
import { readDeployment } from "../contracts/deployment.ts";
import { checkRegistration } from "./assembly/check-registration.ts";
import { createCleanup } from "./assembly/cleanup.ts";
import { contractAccepts } from "./assembly/contract-accepts.ts";
import { close, createHttpServer, listen } from "./assembly/http-server.ts";
import { readHolders } from "./assembly/read-holders.ts";
import { readToken } from "./assembly/read-token.ts";
import { requireSameDeployment } from "./assembly/same-deployment.ts";
import { createCatalogue } from "./catalogue/live-catalogue.ts";
import { probe } from "./catalogue/probe.ts";
import { readIndex } from "./catalogue/read-index.ts";
import { createChainClient } from "./chain/client.ts";
import { createChainView } from "./chain/view.ts";
import { createControlPlane } from "./control/control-plane.ts";
import type { PublicConfig } from "./control/deps.ts";
import { createDataPlane } from "./data/data-plane.ts";
import { LOCAL_CHAIN_ID, type Env } from "./env.ts";
import { createSqlStore } from "./kv/sql-store.ts";
import { createWriteOffs } from "./ledger/write-offs.ts";
import { createReceiptIssuer } from "./payment/receipt-issuer.ts";
import { signatureBackend } from "./payment/signature.ts";
import { createReviewRelay } from "./reviews/relay.ts";
import { createAdvisoryLease, soleHolder } from "./settlement/lease.ts";
import { createSettlement } from "./settlement/settlement.ts";
import { createPrepaidBook } from "./prepaid/book.ts";
import { createPrepaidDesk } from "./prepaid/desk.ts";
import { createEndings } from "./prepaid/endings.ts";
import { createHolder } from "./prepaid/hold.ts";
import { createPrepayer } from "./prepaid/prepayer.ts";
import { createRenewals } from "./prepaid/renewals.ts";
import { SETTLEMENT_DEFAULTS } from "./settlement/types.ts";
import { openStore } from "./store/open-store.ts";
import { createCallerTokens } from "./upstream/caller-tokens.ts";
import { loadSigningKey } from "./upstream/signing-key.ts";

/** Milliseconds that callers have to get their answers when the gateway ends, and then paid calls whose callers left. */
const PATIENCE = 3_000;

/** Milliseconds for the last claims. */
const CLAIM_PATIENCE = 5_000;

export interface Gateway {
  /** One line: what is live. */
  readonly summary: string;
  listen(): Promise<void>;
  /** Takes no more calls, finishes those under way, claims what was earned, closes the store. */
  close(): Promise<void>;
}

/**
 * Builds the gateway; nothing listens yet.
 * @throws Error with a sentence for the operator: a chain that is not there or is another, contracts that are not
 * deployed, keys that are not registered, a store that another process has open or that is of another chain.
 */
export async function createGateway(env: Env, log: Logger): Promise<Gateway> {
  const cleanup = createCleanup();
  const stop = () =>
    cleanup.run((name, problem) => log.error({ err: problem, name }, "a part did not stop in order"));
  try {
    return await assemble(env, log, cleanup, stop);
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function assemble(
  env: Env,
  log: Logger,
  cleanup: ReturnType<typeof createCleanup>,
  stop: () => Promise<void>,
): Promise<Gateway> {
  const { chainId, publicUrl, gatewayAddress: gateway, privateUpstreams } = env;
  const settler = privateKeyToAccount(env.settlerKey);
  const receiptKey = privateKeyToAccount(env.receiptKey).address;
  const deployment = readDeployment(chainId, env.deploymentFile);
  const { contracts, genesisHash, startBlock } = deployment;

  const client = createChainClient(env.rpcUrl, chainId);
  const chain = await createChainView({
    client,
    contracts,
    startBlock: BigInt(startBlock),
    gateway,
    safe: env.safe,
    pollInterval: env.chainInterval,
    log: log.child({ part: "chain" }),
  });
  cleanup.add("chain", () => chain.stop());
  const registry = contracts.GatewayRegistry;
  await checkRegistration(client, {
    registry,
    gateway,
    settler: settler.address,
    receiptKey,
    now: chain.now(),
  });
  const token = await readToken(client, contracts.USDC);

  const store = await openStore({
    databaseUrl: env.databaseUrl,
    folder: env.storeDir,
    chainId,
    vault: contracts.EscrowVault,
    gateway,
    receiptKey: env.receiptKey,
    onError: (problem) => log.error({ err: problem }, "the store failed"),
  });
  cleanup.add("store", () => store.close());
  const { ledger } = store;
  const keyValues = await createSqlStore(store.sql);
  await requireSameDeployment(keyValues, deployment);

  const key = await loadSigningKey(keyValues, env.jwtKey);
  const tokens = createCallerTokens({ key, issuer: publicUrl, gateway });
  const catalogueLog = log.child({ part: "catalogue" });
  const catalogue = await createCatalogue({
    store: keyValues,
    genesisHash,
    readIndex: (signal) => readIndex(env.indexUrl, (problem) => catalogueLog.warn(problem), signal),
    probe: (endpoint, options) => probe(endpoint, { ...options, privateUpstreams }),
    tokens,
    indexInterval: env.indexInterval * 1000,
    probeInterval: env.probeInterval * 1000,
    log: catalogueLog,
  });
  cleanup.add("catalogue", () => catalogue.close());

  const prepaidLog = log.child({ part: "prepaid" });
  const book = await createPrepaidBook({
    client,
    chain,
    sql: store.sql,
    store: keyValues,
    contracts,
    gateway,
    startBlock: BigInt(startBlock),
    log: prepaidLog,
  });
  const catchUp = () =>
    book.catchUp().catch((problem: unknown) => {
      prepaidLog.warn({ err: problem }, "plans, subscriptions and streams cannot be read; trying on");
    });
  await catchUp();
  cleanup.add(
    "prepaid book",
    chain.onChange(({ prepaid, reset }) => {
      if (prepaid || reset) void catchUp();
    }),
  );
  const hold = createHolder({ chain, ledger });
  const renewals = createRenewals({ chain, book, hold, log: prepaidLog });
  const prepayer = createPrepayer({
    client,
    chain,
    ledger,
    book,
    renewals,
    settler,
    contracts,
    replaceAfter: SETTLEMENT_DEFAULTS.replaceAfter,
    log: prepaidLog,
  });

  const lease = env.databaseUrl ? createAdvisoryLease(env.databaseUrl, gateway) : undefined;
  if (lease) cleanup.add("settlement lease", () => lease.close());
  const settlement = createSettlement({
    client,
    chain,
    ledger,
    writeOffs: createWriteOffs(store.sql),
    store: keyValues,
    digest: createReceiptIssuer({
      chainId,
      vault: contracts.EscrowVault,
      gateway,
      receiptKey: env.receiptKey,
    }).digest,
    settler,
    contracts,
    startBlock: BigInt(startBlock),
    gateway,
    config: { minRow: env.minRow, claimValue: env.claimValue, claimAge: env.claimAge },
    withLease: lease?.withLease ?? soleHolder,
    alongside: [prepayer],
    log: log.child({ part: "settlement" }),
  });
  cleanup.add("settlement", async () => {
    // A chain that does not answer must not keep the store open: what is not claimed now is claimed by the next start.
    prepayer.stop();
    const late = delay(CLAIM_PATIENCE, undefined, { ref: false });
    await Promise.race([settlement.flush("shutdown"), late]).finally(() => settlement.stop());
  });

  const prepaid = createPrepaidDesk({
    client,
    chain,
    ledger,
    book,
    renewals,
    hold,
    settler,
    contracts,
    chainId,
    gateway,
    wake: () => settlement.lookSoon(),
  });

  const config: PublicConfig = {
    chainId,
    genesisHash,
    startBlock,
    contracts,
    gateway,
    settler: settler.address,
    receiptKey,
    token,
    claimAge: env.claimAge,
    voucherLife: env.voucherLife,
    minRow: env.minRow,
    signatureBackend,
    publicUrl,
    mcpUrl: `${publicUrl}/mcp`,
    rpc: "/rpc",
    graphql: "/graphql",
    local: chainId === LOCAL_CHAIN_ID,
  };
  const data = createDataPlane({
    chain,
    catalogue,
    ledger,
    tokens,
    plansOf: book.plansOf,
    config: {
      chainId,
      vault: contracts.EscrowVault,
      subscriptions: contracts.Subscriptions,
      streams: contracts.Streams,
      asset: token.address,
      gateway,
      receiptSigner: receiptKey,
      publicUrl,
      claimAge: env.claimAge,
      voucherLife: env.voucherLife,
      bodyLimit: env.bodyLimit,
      heldLimit: env.heldLimit,
      toolTimeout: env.toolTimeout,
      privateUpstreams,
    },
    log: log.child({ part: "data" }),
  });
  cleanup.add("data plane", () => data.close(PATIENCE));

  const control = createControlPlane({
    config,
    chain,
    catalogue,
    ledger,
    tokens,
    store: keyValues,
    storeInfo: store,
    settlement,
    reviews: createReviewRelay({
      client,
      contract: contracts.AnonymousReviews,
      settler: settler.address,
      send: settlement.send,
    }),
    prepaid,
    endings: createEndings({ client, chain, settler, send: settlement.send, contracts, gateway }),
    plansOf: book.plansOf,
    probe: (endpoint) => probe(endpoint, { privateUpstreams }),
    contractAccepts: contractAccepts(client),
    holdersOf: readHolders(client, contracts.ServiceRegistry),
    rpc: (method, params) => client.request({ method, params } as never),
    rpcUrl: env.rpcUrl,
    indexUrl: env.indexUrl,
    toolTimeout: env.toolTimeout,
    offer: data.offer,
    self: { host: env.host, port: env.port },
    webDist: env.webDist,
    bodyLimit: env.bodyLimit,
    log: log.child({ part: "control" }),
  });

  const server = createHttpServer({ data: data.handle, control: control.fetch });
  cleanup.add("server", () => close(server, PATIENCE));

  return {
    summary: [
      `gateway ${gateway} at ${publicUrl}`,
      `chain ${chainId} at block ${chain.head().number}`,
      `store ${store.kind}`,
      `signatures ${signatureBackend}`,
      `${catalogue.all().length} services`,
    ].join(" · "),
    async listen() {
      await listen(server, env.port, env.host);
      settlement.start();
    },
    close: stop,
  };
}
