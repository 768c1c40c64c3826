/** `1250000` of a token with 6 decimals → `1.25 USDC`. At least two decimals, so that it reads as money. */
export function money(amount: bigint, token: { readonly symbol: string; readonly decimals: number }): string {
  const unit = 10n ** BigInt(token.decimals);
  const fraction = (amount % unit).toString().padStart(token.decimals, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${amount / unit}.${fraction} ${token.symbol}`;
}
