import type { EthereumProvider } from "hardhat/types/providers";

/**
 * Has a provider put each transaction into a block before it answers, as Hardhat's own chain does. What it returns
 * stops that, and starts it again.
 */
export function mineEach(provider: EthereumProvider): (held: boolean) => Promise<void> {
  let held = false;
  const request = provider.request.bind(provider);
  provider.request = async (call) => {
    const answer = await request(call);
    if (call.method === "eth_sendTransaction" && !held) await request({ method: "evm_mine" });
    return answer;
  };
  return async (hold) => {
    held = hold;
  };
}
