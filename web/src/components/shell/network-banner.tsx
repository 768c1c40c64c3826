import { useConnection } from "wagmi";
import { useStoaChain } from "../../hooks/use-stoa-chain.ts";
import { useSwitchNetwork } from "../../hooks/use-switch-network.ts";
import { Button } from "../ui/button.tsx";
import { Banner } from "./banner.tsx";

/** Shown while the wallet is on another chain. */
export function NetworkBanner() {
  const { chainId, isConnected } = useConnection();
  const chain = useStoaChain();
  const { turn, isPending, problem } = useSwitchNetwork();
  if (!isConnected || chainId === chain.id) return null;

  return (
    <Banner tone="caution">
      <span>
        Your wallet is on another network. Stoa runs on <strong>{chain.name}</strong>.
        {problem && <span className="ms-2">{problem}</span>}
      </span>
      <Button size="sm" busy={isPending} onClick={() => turn()}>
        Switch network
      </Button>
    </Banner>
  );
}
