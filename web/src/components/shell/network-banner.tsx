import { useConnection, useSwitchChain } from "wagmi";
import { useStoaConfig } from "../../lib/config.ts";
import { isUserRejection, problemOf } from "../../lib/errors.ts";
import { useStoaChain } from "../../hooks/use-stoa-chain.ts";
import { Button } from "../ui/button.tsx";
import { Banner } from "./banner.tsx";

/** Shown while the wallet is on another chain. wagmi adds the chain to the wallet when it is unknown there (4902). */
export function NetworkBanner() {
  const { chainId: expected } = useStoaConfig();
  const { chainId, isConnected } = useConnection();
  const chain = useStoaChain();
  const { mutate: switchChain, isPending, error } = useSwitchChain();
  if (!isConnected || chainId === expected) return null;

  return (
    <Banner tone="caution">
      <span>
        Your wallet is on another network. Stoa runs on <strong>{chain.name}</strong>.
        {error && !isUserRejection(error) && <span className="ms-2">{problemOf(error)}</span>}
      </span>
      <Button size="sm" busy={isPending} onClick={() => switchChain({ chainId: expected })}>
        Switch network
      </Button>
    </Banner>
  );
}
