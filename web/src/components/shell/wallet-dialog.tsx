import { ExternalLink, Wallet } from "lucide-react";
import { useConnect, useConnection, useConnectors, type Connector } from "wagmi";
import { LOCAL_CHAIN, useStoaConfig } from "../../lib/config.ts";
import { isUserRejection, problemOf } from "../../lib/errors.ts";
import { setWalletDialog, useWalletDialog } from "../../lib/wallet-dialog.ts";
import { Dialog } from "../ui/dialog.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Notice } from "../ui/notice.tsx";
import { NetworkStep } from "./network-step.tsx";

const isDemo = ({ id }: Connector) => id.startsWith("dev.stoa.demo");

interface WalletListProps {
  connectors: readonly Connector[];
  pending: string | undefined;
  onChoose: (connector: Connector) => void;
}

function WalletList({ connectors, pending, onChoose }: WalletListProps) {
  return (
    <ul className="grid grid-cols-1 gap-1.5">
      {connectors.map((connector) => (
        <li key={connector.uid}>
          <button
            type="button"
            disabled={pending !== undefined}
            onClick={() => onChoose(connector)}
            className="flex w-full items-center gap-3 rounded-xl border p-3 text-start text-sm font-medium transition-colors hover:border-line-strong hover:bg-sunken disabled:opacity-60"
          >
            {connector.icon ? (
              <img src={connector.icon.trim()} alt="" className="size-8 rounded-lg" />
            ) : (
              <Wallet className="size-8 rounded-lg bg-sunken p-2" aria-hidden />
            )}
            <span className="flex-1">{connector.name}</span>
            {pending === connector.id && <span className="text-xs text-ink-muted">Waiting…</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}

export function WalletDialog() {
  const open = useWalletDialog();
  const connectors = useConnectors();
  const { mutate: connect, isPending, variables, error, reset } = useConnect();
  const { chainId: expected } = useStoaConfig();
  const { chainId, isConnected } = useConnection();
  const elsewhere = isConnected && chainId !== expected;
  const installed = connectors.filter((connector) => !isDemo(connector));
  const demo = connectors.filter(isDemo);
  const pending = isPending && variables && "id" in variables.connector ? variables.connector.id : undefined;

  const close = (next: boolean) => {
    reset();
    setWalletDialog(next);
  };
  const choose = (connector: Connector) =>
    // On another network the dialog stays open, with the way to this one.
    connect({ connector }, { onSuccess: (connected) => setWalletDialog(connected.chainId !== expected) });

  if (elsewhere)
    return (
      <Dialog open={open} onOpenChange={close} title="Switch network">
        <NetworkStep onDone={() => close(false)} />
      </Dialog>
    );

  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title="Connect a wallet"
      description="Your wallet signs deposits and grants. Browsing and free tools work without one."
    >
      <div className="grid grid-cols-1 gap-5">
        {installed.length > 0 && <WalletList connectors={installed} pending={pending} onChoose={choose} />}
        {installed.length === 0 && (
          <EmptyState
            icon={Wallet}
            title="No wallet found in this browser"
            className="rounded-xl border py-7"
          >
            <p>Any wallet that announces itself (EIP-6963) works: MetaMask, Rabby, Frame and others.</p>
            <a
              href="https://ethereum.org/wallets/find-wallet/"
              target="_blank"
              rel="noreferrer"
              className="mt-2 inline-flex items-center gap-1 font-medium text-accent hover:underline"
            >
              Find a wallet <ExternalLink className="size-3.5" aria-hidden />
            </a>
          </EmptyState>
        )}
        {expected === LOCAL_CHAIN && demo.length > 0 && (
          <section aria-labelledby="demo-wallets">
            <h3 id="demo-wallets" className="mb-2 text-sm font-semibold">
              Demo wallets
            </h3>
            <WalletList connectors={demo} pending={pending} onChoose={choose} />
            <p className="mt-2 text-xs text-ink-muted">
              Public test keys that everybody knows, on the local chain only. They sign without asking. Never
              send real funds to them.
            </p>
          </section>
        )}
        {error && !isUserRejection(error) && (
          <Notice tone="negative" title="The wallet did not connect">
            {problemOf(error)}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
