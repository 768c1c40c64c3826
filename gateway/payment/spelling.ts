import { checksumAddress, type Address } from "viem";

const KEPT = 20_000;
const spellings = new Map<string, Address>();

/** An address in checksum spelling (EIP-55), which costs a hash: those at work are kept. */
export function spell(address: Address): Address {
  let spelled = spellings.get(address);
  if (!spelled) {
    if (spellings.size >= KEPT) spellings.clear();
    spellings.set(address, (spelled = checksumAddress(address)));
  }
  return spelled;
}
