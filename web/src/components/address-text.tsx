import { getAddress, type Address } from "viem";
import { shortHex } from "../lib/format.ts";
import { Identicon } from "./identicon.tsx";
import { CopyButton } from "./ui/copy-button.tsx";

/** An account: picture, short form, the whole address as title, and a button that copies it. */
export function AddressText({ address, copy = false }: { address: Address; copy?: boolean }) {
  // The index writes addresses in lower case; the same account must look the same everywhere.
  const whole = getAddress(address);
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Identicon address={whole} />
      <span className="font-mono text-[0.8125rem]" title={whole}>
        {shortHex(whole)}
      </span>
      {copy && <CopyButton text={whole} label={`Copy address ${whole}`} className="size-6" />}
    </span>
  );
}
