/** The one double of the browser tests: a wallet that a page finds by EIP-6963, with its key kept in the test's process. */
import type { Page } from "playwright-core";
import { createWalletClient, http, numberToHex, type Chain, type Hex, type LocalAccount } from "viem";

interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}
type Answer = { readonly result: unknown } | { readonly error: RpcError };

interface TypedData {
  readonly primaryType: string;
  readonly domain: Readonly<Record<string, unknown>>;
  readonly message: Readonly<Record<string, unknown>>;
}

export interface TestWallet {
  /** Methods the page has called, in order. */
  readonly calls: readonly string[];
  /** The person says no to the next signature or transaction: EIP-1193 code 4001. */
  rejectNext(): void;
  /** Signs for the person when they act outside of the page. */
  readonly account: LocalAccount;
  /** What it signed by EIP-712, in order. */
  readonly typedData: readonly TypedData[];
  /** Hashes of the transactions that it sent, in order. */
  readonly sent: readonly Hex[];
  /** Networks that a page has had added, as it described them (EIP-3085). */
  readonly added: readonly unknown[];
  /** The person turns to another network in the wallet. */
  switchTo(chainId: number): Promise<void>;
}

export interface TestWalletOptions {
  readonly account: LocalAccount;
  readonly chain: Chain;
  readonly name?: string;
  /** False: the wallet is on Ethereum's main network and has never heard of `chain`. */
  readonly knowsChain?: boolean | undefined;
}

const ASKS_THE_PERSON = /^(eth_sendTransaction|eth_sign|personal_sign|wallet_(add|switch)EthereumChain)/;

/** Announces the wallet in `page` from its next load on. */
export async function installWallet(page: Page, options: TestWalletOptions): Promise<TestWallet> {
  const { account, chain, name = "Test Wallet", knowsChain = true } = options;
  const client = createWalletClient({ account, chain, transport: http() });
  const calls: string[] = [];
  const added: unknown[] = [];
  const sent: Hex[] = [];
  const typedData: TypedData[] = [];
  let chainId = knowsChain ? chain.id : 1;
  let known = knowsChain;
  let connected = false;
  let refusing = false;

  async function perform(method: string, params: readonly unknown[]): Promise<unknown> {
    switch (method) {
      case "eth_requestAccounts":
        connected = true;
        return [account.address];
      case "eth_accounts":
        // Empty until the person has agreed; else a site reconnects on load and the test never sees its button.
        return connected ? [account.address] : [];
      case "eth_chainId":
        return numberToHex(chainId);
      case "wallet_requestPermissions":
        connected = true;
        return [{ parentCapability: "eth_accounts" }];
      case "wallet_revokePermissions":
        connected = false;
        return null;
      case "wallet_switchEthereumChain": {
        // EIP-3326: a network that the wallet does not know must be added first.
        if (!known) throw Object.assign(new Error("Unrecognized chain ID."), { code: 4902 });
        await turnTo(Number((params[0] as { chainId: Hex }).chainId));
        return null;
      }
      case "wallet_addEthereumChain": {
        known = true;
        added.push(params[0]);
        await turnTo(Number((params[0] as { chainId: Hex }).chainId));
        return null;
      }
      case "personal_sign":
        return account.signMessage({ message: { raw: params[0] as Hex } });
      case "eth_signTypedData_v4":
        typedData.push(JSON.parse(params[1] as string) as TypedData);
        return account.signTypedData(
          JSON.parse(params[1] as string) as Parameters<LocalAccount["signTypedData"]>[0],
        );
      case "eth_sendTransaction": {
        const { to, data, value } = params[0] as { to: Hex; data?: Hex; value?: Hex };
        sent.push(await client.sendTransaction({ to, data, value: value ? BigInt(value) : undefined }));
        return sent.at(-1);
      }
      default:
        return client.request({ method, params } as unknown as Parameters<typeof client.request>[0]);
    }
  }

  async function answer(method: string, params: readonly unknown[] = []): Promise<Answer> {
    calls.push(method);
    if (refusing && ASKS_THE_PERSON.test(method)) {
      refusing = false;
      return { error: { code: 4001, message: "User rejected the request." } };
    }
    try {
      return { result: await perform(method, params) };
    } catch (thrown) {
      const { code = -32603, data } = thrown as { code?: number; data?: unknown };
      return { error: { code, message: thrown instanceof Error ? thrown.message : String(thrown), data } };
    }
  }

  async function turnTo(next: number): Promise<void> {
    chainId = next;
    await emit("chainChanged", numberToHex(next));
  }

  const emit = (event: string, value: unknown) =>
    page.evaluate(
      ([name, detail]) => void dispatchEvent(new CustomEvent(`test-wallet:${String(name)}`, { detail })),
      [event, value],
    );

  await page.exposeFunction("testWalletRequest", answer);
  await page.addInitScript((walletName) => {
    const detail = Object.freeze({
      info: {
        uuid: "7e57a11e-0000-4000-8000-000000000001",
        name: walletName,
        rdns: "dev.stoa.test",
        icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
      },
      provider: {
        request: async ({ method, params }: { method: string; params?: unknown[] }) => {
          const { testWalletRequest } = globalThis as unknown as {
            testWalletRequest: (method: string, params?: unknown[]) => Promise<Answer>;
          };
          const reply = await testWalletRequest(method, params);
          if ("error" in reply) throw Object.assign(new Error(reply.error.message), reply.error);
          return reply.result;
        },
        on: (event: string, listener: (value: unknown) => void) =>
          addEventListener(`test-wallet:${event}`, (custom) => listener((custom as CustomEvent).detail)),
        removeListener: () => undefined,
      },
    });
    const announce = () => dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
    addEventListener("eip6963:requestProvider", announce);
    announce();
  }, name);

  return {
    calls,
    account,
    typedData,
    sent,
    added,
    rejectNext: () => {
      refusing = true;
    },
    switchTo: turnTo,
  };
}
