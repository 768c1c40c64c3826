import { Wallet } from "lucide-react";
import type { ReactNode } from "react";
import type { Address } from "viem";
import { useConnection } from "wagmi";
import { openWalletDialog } from "../lib/wallet-dialog.ts";
import { Button } from "./ui/button.tsx";
import { EmptyState } from "./ui/empty-state.tsx";
import { Skeleton } from "./ui/skeleton.tsx";

interface ConnectGateProps {
  /** Why a wallet is needed here. */
  purpose: string;
  children: (address: Address) => ReactNode;
}

/** Shows its content to a connected wallet, and to others how to connect one. */
export function ConnectGate({ purpose, children }: ConnectGateProps) {
  const { address, status } = useConnection();
  if (address) return children(address);
  if (status === "reconnecting")
    return (
      <div className="grid grid-cols-1 gap-4" aria-busy="true">
        <Skeleton className="h-44 w-full rounded-xl" />
        <Skeleton className="h-64 w-full rounded-xl" />
      </div>
    );
  return (
    <EmptyState
      icon={Wallet}
      title="Connect a wallet"
      className="rounded-xl border border-dashed"
      action={
        <Button variant="primary" onClick={openWalletDialog}>
          Connect wallet
        </Button>
      }
    >
      {purpose}
    </EmptyState>
  );
}
