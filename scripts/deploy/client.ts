import {
  createClient,
  defineChain,
  http,
  publicActions,
  walletActions,
  type Account,
  type Chain,
  type Client,
  type PublicActions,
  type Transport,
  type WalletActions,
} from "viem";
import { LOCAL_CHAIN } from "./env.ts";

/** Reads one chain and sends transactions of one account. */
export type ChainClient = Client<
  Transport,
  Chain,
  Account,
  undefined,
  PublicActions<Transport, Chain, Account> & WalletActions<Chain, Account>
>;

/** The chain's id. Throws with the URL when nothing answers there. */
export async function chainIdOf(rpcUrl: string): Promise<number> {
  try {
    return await createClient({ transport: http(rpcUrl) })
      .extend(publicActions)
      .getChainId();
  } catch (cause) {
    throw new Error(`No chain answers at ${rpcUrl}: start one, or set RPC_URL to one.`, { cause });
  }
}

/** A client for the chain behind `rpcUrl`, whichever it is. Throws with the URL when nothing answers there. */
export async function connect(
  rpcUrl: string,
  account: Account,
  transport: Transport = http(rpcUrl),
): Promise<ChainClient> {
  const id = await chainIdOf(rpcUrl);
  const chain = defineChain({
    id,
    name: `chain ${id}`,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [rpcUrl] } },
  });
  return createClient({ account, chain, transport, pollingInterval: id === LOCAL_CHAIN ? 50 : 2_000 })
    .extend(publicActions)
    .extend(walletActions);
}
