/**
 * Wallets for the local chain, so that a visitor without one can try everything: Hardhat's public mnemonic, announced
 * like any other wallet (EIP-6963). They sign without asking. main.tsx loads this file on chain 31337 only.
 */
import {
  createWalletClient,
  http,
  numberToHex,
  type Chain,
  type EIP1193RequestFn,
  type LocalAccount,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";

const MNEMONIC = "test test test test test test test test test test test junk";
const ACCOUNTS = [
  { index: 5, name: "Demo consumer" },
  { index: 6, name: "Demo consumer 2" },
  { index: 4, name: "Demo publisher" },
  { index: 1, name: "Demo gateway" },
  { index: 10, name: "Demo delegate" },
  { index: 13, name: "Demo auditor" },
  { index: 14, name: "Demo auditor 2" },
] as const;

type Params = readonly unknown[];

function demoProvider(addressIndex: number, chain: Chain) {
  const storageKey = `stoa:demo:${addressIndex}`;
  const client = createWalletClient({ chain, transport: http(chain.rpcUrls.default.http[0]) });
  let derived: LocalAccount | undefined;
  /** Made when it is first asked for: a mnemonic is slow to derive from, on purpose, and most wallets here are never used. */
  const account = () => (derived ??= mnemonicToAccount(MNEMONIC, { addressIndex }));
  const connected = () => sessionStorage.getItem(storageKey) === "connected";
  const forward = client.request as EIP1193RequestFn;

  async function request({ method, params = [] }: { method: string; params?: Params }): Promise<unknown> {
    switch (method) {
      case "eth_requestAccounts":
        sessionStorage.setItem(storageKey, "connected");
        return [account().address];
      case "eth_accounts":
        return connected() ? [account().address] : [];
      case "eth_chainId":
        return numberToHex(chain.id);
      case "wallet_requestPermissions":
        sessionStorage.setItem(storageKey, "connected");
        return [{ parentCapability: "eth_accounts" }];
      case "wallet_revokePermissions":
        sessionStorage.removeItem(storageKey);
        return null;
      case "wallet_switchEthereumChain":
      case "wallet_addEthereumChain":
        return null;
      case "personal_sign":
        return account().signMessage({ message: { raw: params[0] as `0x${string}` } });
      case "eth_signTypedData_v4":
        return account().signTypedData(JSON.parse(params[1] as string));
      case "eth_sendTransaction": {
        const { to, data, value } = params[0] as {
          to?: `0x${string}`;
          data?: `0x${string}`;
          value?: `0x${string}`;
        };
        return client.sendTransaction({
          account: account(),
          to,
          data,
          value: value ? BigInt(value) : undefined,
        });
      }
      default:
        return forward({ method, params } as Parameters<EIP1193RequestFn>[0]);
    }
  }
  return { request, on: () => undefined, removeListener: () => undefined };
}

const icon = (letter: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#8a6d3b"/><text x="16" y="22" font-family="serif" font-size="18" text-anchor="middle" fill="#fff">${letter}</text></svg>`,
  )}`;

export const DEMO_RDNS = "dev.stoa.demo";

/** Announces the demo wallets now and whenever the page asks for wallets. */
export function announceDemoWallets(chain: Chain) {
  const details = ACCOUNTS.map(({ index, name }) =>
    Object.freeze({
      info: Object.freeze({
        uuid: `5704a000-0000-4000-8000-${String(index).padStart(12, "0")}`,
        name,
        icon: icon(name.charAt("Demo ".length).toUpperCase()),
        rdns: `${DEMO_RDNS}.${index}`,
      }),
      provider: demoProvider(index, chain),
    }),
  );
  const announce = () => {
    for (const detail of details) dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  addEventListener("eip6963:requestProvider", announce);
  announce();
}
