/** The parts of a gateway that takes what is paid ahead, as gateway/app.ts puts them together. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";
import { pino } from "pino";
import type { ServiceEntry } from "../../../gateway/catalogue/types.ts";
import { createChainClient } from "../../../gateway/chain/client.ts";
import { streamRoutes, subscriptionRoutes } from "../../../gateway/control/prepaid-routes.ts";
import { receiptRoutes } from "../../../gateway/control/receipt-routes.ts";
import { createDataPlane } from "../../../gateway/data/data-plane.ts";
import { createSqlStore } from "../../../gateway/kv/sql-store.ts";
import { createWriteOffs } from "../../../gateway/ledger/write-offs.ts";
import { createPrepaidBook } from "../../../gateway/prepaid/book.ts";
import { createPrepaidDesk } from "../../../gateway/prepaid/desk.ts";
import { createEndings } from "../../../gateway/prepaid/endings.ts";
import { createHolder } from "../../../gateway/prepaid/hold.ts";
import { createPrepayer } from "../../../gateway/prepaid/prepayer.ts";
import { createRenewals } from "../../../gateway/prepaid/renewals.ts";
import { openStore } from "../../../gateway/store/open-store.ts";
import { createCallerTokens } from "../../../gateway/upstream/caller-tokens.ts";
import { demoKey } from "../../../scripts/start/accounts.ts";
import { viewOf } from "../chain/helpers.ts";
import type { Market } from "../helpers/market.ts";
import { settlementOf } from "../settlement/helpers.ts";

/** What a gateway needs of the market that it is in. */
type Place = Pick<Market, "url" | "deployment" | "gateway" | "settler" | "receiptKey" | "vault">;

/** The parts of a gateway on the store in `folder`. */
export async function openGateway(market: Place, folder: string, services: readonly ServiceEntry[]) {
  const log = pino({ level: "silent" });
  const { chainId, contracts, startBlock } = market.deployment;
  const gateway = market.gateway.address;
  const store = await openStore({
    chainId,
    vault: contracts.EscrowVault,
    gateway,
    receiptKey: demoKey(3),
    folder,
    onError(problem) {
      throw problem;
    },
  });
  const { ledger } = store;
  const keyValues = await createSqlStore(store.sql);
  const client = createChainClient(market.url, chainId);
  const chain = await viewOf(market, { safe: 0 });
  const common = { client, chain, contracts, log };
  const book = await createPrepaidBook({
    ...common,
    sql: store.sql,
    store: keyValues,
    gateway,
    startBlock: BigInt(startBlock),
  });
  await book.catchUp();
  const hold = createHolder({ chain, ledger });
  const renewals = createRenewals({ chain, book, hold, log });
  const { settler } = market;
  const prepayer = createPrepayer({ ...common, ledger, book, renewals, settler, replaceAfter: 60_000 });
  const settlement = settlementOf({
    market,
    chain,
    ledger,
    writeOffs: createWriteOffs(store.sql),
    store: keyValues,
    alongside: [prepayer],
  });
  const desk = createPrepaidDesk({
    ...common,
    ledger,
    book,
    renewals,
    hold,
    settler,
    chainId,
    gateway,
    wake: () => settlement.lookSoon(),
  });
  const endings = createEndings({ client, chain, settler, send: settlement.send, contracts, gateway });
  const pair = await generateKeyPair("ES256", { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), kid: "test", alg: "ES256", use: "sig" };
  const plane = createDataPlane({
    chain,
    ledger,
    log,
    plansOf: book.plansOf,
    tokens: createCallerTokens({
      key: { kid: "test", privateKey: pair.privateKey, publicJwk },
      issuer: "http://localhost",
      gateway,
    }),
    catalogue: {
      byName: (name) => services.find((service) => service.name === name),
      byId: (id) => services.find(({ serviceId }) => serviceId === id),
      all: () => services,
    },
    config: {
      chainId,
      vault: contracts.EscrowVault,
      subscriptions: contracts.Subscriptions,
      streams: contracts.Streams,
      asset: contracts.USDC,
      gateway,
      receiptSigner: market.receiptKey.address,
      publicUrl: "http://localhost",
      claimAge: 60,
      voucherLife: 14 * 86_400,
      bodyLimit: 64 * 1024,
      heldLimit: 128 * 1024,
      toolTimeout: 5,
      privateUpstreams: true,
    },
  });
  const server = createServer(plane.handle);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    chain,
    book,
    ledger,
    desk,
    prepayer,
    settlement,
    url: `http://127.0.0.1:${port}`,
    subscriptions: subscriptionRoutes({ prepaid: desk, endings }),
    streams: streamRoutes({ prepaid: desk, endings }),
    receipts: receiptRoutes({ ledger }),
    async close() {
      prepayer.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await plane.close(1_000);
      await settlement.stop();
      chain.stop();
      await store.close();
    },
  };
}
