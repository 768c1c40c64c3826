/** What several contracts say of the same mistake. */
export const ZERO_ADDRESS = "The zero address cannot be used here.";
export const ZERO_AMOUNT = "The amount must be greater than zero.";
