import { toast } from "sonner";
import type { Address } from "viem";
import { useFaucet } from "../../hooks/use-faucet.ts";
import { LOCAL_CHAIN, useStoaConfig } from "../../lib/config.ts";
import { problemOf } from "../../lib/errors.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";

/** Test money and ether for gas, for whoever asks; on the local chain only. */
export function Faucet({ owner }: { owner: Address }) {
  const { chainId } = useStoaConfig();
  const { mutate: ask, isPending, error } = useFaucet(owner);
  if (chainId !== LOCAL_CHAIN) return null;
  return (
    <div className="grid grid-cols-1 gap-2">
      <Button
        variant="outline"
        size="sm"
        className="justify-self-start"
        busy={isPending}
        onClick={() => ask(undefined, { onSuccess: () => toast.success("Test money arrived") })}
      >
        Get 1,000 test USDC and gas
      </Button>
      {error && <Notice tone="negative">{problemOf(error)}</Notice>}
    </div>
  );
}
