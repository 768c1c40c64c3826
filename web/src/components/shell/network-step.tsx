import { useStoaChain } from "../../hooks/use-stoa-chain.ts";
import { useSwitchNetwork } from "../../hooks/use-switch-network.ts";
import { Preview } from "../preview.tsx";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Notice } from "../ui/notice.tsx";

/** After connecting: the wallet is on another network, or does not know this one. What it needs, to add by hand too. */
export function NetworkStep({ onDone }: { onDone: () => void }) {
  const chain = useStoaChain();
  const { turn, isPending, problem } = useSwitchNetwork();
  const [rpc = ""] = chain.rpcUrls.default.http;

  return (
    <div className="grid grid-cols-1 gap-4">
      <p className="text-sm text-ink-soft">
        Your wallet is on another network. It can add <strong>{chain.name}</strong> by itself; these are the
        values for adding it by hand.
      </p>
      <Preview
        rows={[
          ["Chain id", chain.id],
          [
            "RPC URL",
            <span key="rpc" className="flex items-center justify-end gap-1 font-mono text-xs break-all">
              {rpc} <CopyButton text={rpc} label="Copy the RPC URL" />
            </span>,
          ],
          ["Currency", chain.nativeCurrency.symbol],
        ]}
      />
      {problem && (
        <Notice tone="negative" title="The wallet did not switch">
          {problem}
        </Notice>
      )}
      <div className="flex gap-2">
        <Button variant="primary" busy={isPending} onClick={() => turn(onDone)}>
          Add or switch network
        </Button>
        <Button onClick={onDone}>Later</Button>
      </div>
    </div>
  );
}
