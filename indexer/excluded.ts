import type { Address } from "viem";

/** StoaToken.EXCLUDED, nobody's address: what is delegated to it takes part in no vote and no quorum. Lower case. */
export const EXCLUDED: Address = "0x000000000000000000000000000000000000e8c1";
