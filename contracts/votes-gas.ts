/**
 * Gas enough for whatever moves votes. It is not estimated: in the second of an earlier movement the token overwrites that one's
 * checkpoint, and an estimate from then is too low for the next second, which writes another.
 */
export const GAS_OF_VOTES = 400_000n;
