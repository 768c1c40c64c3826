import { ChevronDown, Copy, LogOut, Wallet } from "lucide-react";
import { toast } from "sonner";
import { useConnection, useDisconnect } from "wagmi";
import { shortHex } from "../../lib/format.ts";
import { openWalletDialog } from "../../lib/wallet-dialog.ts";
import { Identicon } from "../identicon.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Button, buttonStyles } from "../ui/button.tsx";
import { Menu, MenuItem } from "../ui/menu.tsx";

/** Disconnected, connecting, connected. A wallet that is being reconnected shows an outline, never the connect button. */
export function WalletButton() {
  const { status, address } = useConnection();
  const { mutate: disconnect } = useDisconnect();

  if (status === "reconnecting" && !address) return <Skeleton className="h-9 w-34 rounded-lg" />;
  if (!address)
    return (
      <Button variant="primary" busy={status === "connecting"} onClick={openWalletDialog}>
        {status !== "connecting" && <Wallet aria-hidden />}
        <span>
          Connect<span className="max-sm:hidden"> wallet</span>
        </span>
      </Button>
    );

  return (
    <Menu
      label={`Wallet ${shortHex(address)}`}
      triggerClassName={buttonStyles({ variant: "outline" })}
      trigger={
        <>
          <Identicon address={address} />
          <span className="font-mono text-[0.8125rem]">{shortHex(address)}</span>
          <ChevronDown className="text-ink-muted" aria-hidden />
        </>
      }
    >
      <MenuItem
        onClick={() => void navigator.clipboard.writeText(address).then(() => toast("Address copied"))}
      >
        <Copy aria-hidden /> Copy address
      </MenuItem>
      <MenuItem onClick={() => disconnect({})}>
        <LogOut aria-hidden /> Disconnect
      </MenuItem>
    </Menu>
  );
}
