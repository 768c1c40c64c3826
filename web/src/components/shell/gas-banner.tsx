import { toast } from "sonner";
import type { Address } from "viem";
import { useBalance, useConnection } from "wagmi";
import { useFaucet } from "../../hooks/use-faucet.ts";
import { LOCAL_CHAIN, useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { Button } from "../ui/button.tsx";
import { Banner } from "./banner.tsx";

/** On the local chain only: a wallet without ether cannot send a transaction, and nobody can buy it any. */
export function GasBanner() {
  const { chainId } = useStoaConfig();
  const { address, chainId: own } = useConnection();
  if (!address || chainId !== LOCAL_CHAIN || own !== chainId) return null;
  return <NoGas owner={address} />;
}

function NoGas({ owner }: { owner: Address }) {
  const { data: balance } = useBalance({ address: owner, query: { refetchInterval: 4_000 } });
  const { mutate: ask, isPending, error } = useFaucet(owner);
  if (balance?.value !== 0n) return null;
  return (
    <Banner tone="caution">
      <span>
        Your wallet has no ETH on this chain, so it cannot send a transaction.
        {error && <span className="ms-2">{problemOf(error)}</span>}
      </span>
      <Button
        size="sm"
        busy={isPending}
        onClick={() => ask(undefined, { onSuccess: () => toast.success("Test money arrived") })}
      >
        Get test ETH and USDC
      </Button>
    </Banner>
  );
}
