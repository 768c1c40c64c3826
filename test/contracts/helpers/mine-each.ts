import type { EthereumProvider } from "hardhat/types/providers";

/** Has a provider put each transaction into a block before it answers, as Hardhat's own chain does. */
export function mineEach(provider: EthereumProvider): void {
  const request = provider.request.bind(provider);
  provider.request = async (call) => {
    const answer = await request(call);
    if (call.method === "eth_sendTransaction") await request({ method: "evm_mine" });
    return answer;
  };
}
