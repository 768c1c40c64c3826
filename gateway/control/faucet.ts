/** Test money on the local chain, from an account that the node itself holds. */
import { decodeFunctionResult, encodeFunctionData, erc20Abi, hexToBigInt, parseEther, toHex } from "viem";
import type { Address, Hex } from "viem";
import { testUSDCAbi } from "../../contracts/generated.ts";
import type { ControlPlaneDeps } from "./deps.ts";

/** What an address gets at once: wei, and token base units. */
const ETHER = parseEther("1");
const TOKENS = 1_000_000_000n;
/** Who holds that much gets no more. */
export const MOST_ETHER = parseEther("0.1");
export const MOST_TOKENS = 10_000_000_000n;

export interface Faucet {
  /**
   * Sends ether for gas and test tokens to `address`, each unless it holds enough of it, and returns the transactions'
   * hashes. Rejects when the node refuses, for instance because it holds no account.
   */
  give(address: Address): Promise<Hex[]>;
}

export function createFaucet({ config, rpc }: Pick<ControlPlaneDeps, "config" | "rpc">): Faucet {
  const token = config.token.address;
  /** Gifts under way: asked for twice at once, the limit still holds. */
  const giving = new Map<Address, Promise<Hex[]>>();

  async function ask(method: string, params: readonly unknown[]): Promise<Hex> {
    return (await rpc(method, params)) as Hex;
  }

  async function tokensOf(address: Address): Promise<bigint> {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: "balanceOf", args: [address] });
    const answer = await ask("eth_call", [{ to: token, data }, "latest"]);
    return decodeFunctionResult({ abi: erc20Abi, functionName: "balanceOf", data: answer });
  }

  async function send(address: Address): Promise<Hex[]> {
    // The last of the node's accounts: the first ones have roles in the demo.
    const from = ((await rpc("eth_accounts", [])) as readonly Address[]).at(-1);
    if (!from) throw new Error("The chain's node holds no account to give from.");
    const [ether, tokens] = [await ask("eth_getBalance", [address, "latest"]), await tokensOf(address)];
    const sent: Hex[] = [];
    if (hexToBigInt(ether) < MOST_ETHER)
      sent.push(await ask("eth_sendTransaction", [{ from, to: address, value: toHex(ETHER) }]));
    if (tokens < MOST_TOKENS) {
      const data = encodeFunctionData({ abi: testUSDCAbi, functionName: "mint", args: [address, TOKENS] });
      sent.push(await ask("eth_sendTransaction", [{ from, to: token, data }]));
    }
    return sent;
  }

  return {
    give(address) {
      const under = giving.get(address) ?? send(address).finally(() => giving.delete(address));
      giving.set(address, under);
      return under;
    },
  };
}
