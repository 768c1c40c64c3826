import { blo } from "blo";
import type { Address } from "viem";

/** A picture drawn from the address, so that two accounts are told apart at a glance. */
export function Identicon({ address }: { address: Address }) {
  return <img src={blo(address)} alt="" className="size-5 shrink-0 rounded-full" />;
}
