import type { Address } from "viem";
import { shortHex } from "../lib/format.ts";
import { Identicon } from "./identicon.tsx";
import { CopyButton } from "./ui/copy-button.tsx";

/** An account: picture, short form, the whole address as title, and a button that copies it. */
export function AddressText({ address, copy = false }: { address: Address; copy?: boolean }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <Identicon address={address} />
      <span className="font-mono text-[0.8125rem]" title={address}>
        {shortHex(address)}
      </span>
      {copy && <CopyButton text={address} label={`Copy address ${address}`} className="size-6" />}
    </span>
  );
}
