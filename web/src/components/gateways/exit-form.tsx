import { useState } from "react";
import { useReadContract } from "wagmi";
import { gatewayRegistryAbi } from "../../../../contracts/generated.ts";
import { useStoaConfig } from "../../lib/config.ts";
import { formatDuration } from "../../lib/format.ts";
import { Preview } from "../preview.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** Asks once more before a gateway closes its door. */
export function ExitForm({ busy, onExit }: { busy: boolean; onExit: () => void }) {
  const { contracts } = useStoaConfig();
  const [open, setOpen] = useState(false);
  const { data: period } = useReadContract({
    address: contracts.GatewayRegistry,
    abi: gatewayRegistryAbi,
    functionName: "EXIT_PERIOD",
    query: { staleTime: Infinity },
  });
  return (
    <>
      <Button
        size="sm"
        variant="danger"
        className="justify-self-start"
        disabled={busy}
        onClick={() => setOpen(true)}
      >
        Leave
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Leave as a gateway"
        description="The bond stays until no receipt can claim it any more."
      >
        <div className="grid grid-cols-1 gap-4">
          <Preview
            rows={[
              ["Now", "no new deposits and keys"],
              ["Goes on", "claims, and payers’ withdrawals"],
              ["Wait", period === undefined ? "…" : formatDuration(Number(period))],
              ["Then", "you withdraw the bond"],
              ["Reversible", "yes, at any time"],
            ]}
          />
          <Button
            variant="danger"
            onClick={() => {
              setOpen(false);
              onExit();
            }}
          >
            Request the exit
          </Button>
        </div>
      </Dialog>
    </>
  );
}
