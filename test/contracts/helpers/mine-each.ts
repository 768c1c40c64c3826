import type { EthereumProvider, RequestArguments } from "hardhat/types/providers";

/** As much as Hardhat's own chain gives a transaction that names no limit: all that one may use. */
const GAS = "0x1000000";

/**
 * Has a provider put each transaction into a block before it answers, as Hardhat's own chain does. One that would fail is
 * refused with the contract's error: it is called once before it is sent, where an estimate would run it over and over.
 * What it returns stops that, and starts it again.
 */
export function mineEach(provider: EthereumProvider): (held: boolean) => Promise<void> {
  let held = false;
  const request = provider.request.bind(provider);

  async function mine(call: RequestArguments): Promise<unknown> {
    const [transaction] = call.params as [object];
    await request({ method: "eth_call", params: [transaction, "pending"] });
    const hash = await request({ ...call, params: [{ gas: GAS, ...transaction }] });
    await request({ method: "evm_mine" });
    return hash;
  }

  provider.request = (call) => (call.method === "eth_sendTransaction" && !held ? mine(call) : request(call));
  return async (hold) => {
    held = hold;
  };
}
