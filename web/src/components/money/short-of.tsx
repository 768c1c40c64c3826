import type { Address } from "viem";
import { useStoaConfig } from "../../lib/config.ts";
import { formatMoney } from "../../lib/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Faucet } from "./faucet.tsx";

interface ShortOfProps {
  owner: Address;
  /** Token base units; undefined until it is read. */
  held: bigint | undefined;
  needed: bigint | undefined;
  /** What it is needed for, as in "less than the bond". */
  what: string;
}

/** Whether a wallet holds less than it is to pay. */
export function isShort(held: bigint | undefined, needed: bigint | undefined): held is bigint {
  return held !== undefined && needed !== undefined && held < needed;
}

/** Says that a wallet holds too little, and where test money comes from; nothing while it holds enough. */
export function ShortOf({ owner, held, needed, what }: ShortOfProps) {
  const { token } = useStoaConfig();
  if (!isShort(held, needed)) return null;
  return (
    <>
      <Notice tone="caution">
        Your wallet holds {formatMoney(held, token)}, less than {what}.
      </Notice>
      <Faucet owner={owner} />
    </>
  );
}
