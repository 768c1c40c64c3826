/** The errors of the vault and of what belongs to it: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS, ZERO_AMOUNT } from "./zero.ts";

/** In the order of `SkipReason` in IEscrowVault.sol. */
const rowReasons = [
  "it is for another gateway",
  "it is of another epoch",
  "its voucher has ended",
  "its terms are unknown",
  "all of it is claimed already",
  "it is more than the voucher",
  "the voucher's signature is not valid",
  "its key was never granted",
  "its key has ended",
  "it is over the key's cap",
  "its key may not use this service",
  "the balance is too small",
];

/** In the order of `ExactSkip` in IExactPayments.sol. */
const exactReasons = [
  "it is not valid yet",
  "it has ended",
  "its terms are unknown",
  "its amount is nothing or too large",
  "it was used already",
  "its signature is not valid",
  "the balance is too small",
];

export const vaultSentences = {
  EscrowVaultGatewayClosed: ([gateway], { hex }) =>
    `Gateway ${hex(gateway)} takes no new deposits: it is unknown, short of bond, or leaving.`,
  EscrowVaultDepositTooSmall: ([amount, minimum], { money }) =>
    `${money(amount)} is less than the smallest deposit of ${money(minimum)}.`,
  EscrowVaultBalanceOverflow: ([balance, maximum], { money }) =>
    `The balance would be ${money(balance)}; an account holds at most ${money(maximum)}.`,
  EscrowVaultTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} instead of ${money(expected)}.`,
  EscrowVaultZeroAmount: () => ZERO_AMOUNT,
  EscrowVaultZeroAddress: () => ZERO_ADDRESS,
  EscrowVaultInsufficientBalance: ([available, requested], { money }) =>
    `Only ${money(available)} is available, ${money(requested)} was asked for.`,
  EscrowVaultNothingThawing: () => "Nothing of this account is thawing.",
  EscrowVaultStillThawing: ([thawEnd], { time }) => `The funds are still thawing, until ${time(thawEnd)}.`,
  EscrowVaultNotSettler: ([gateway, caller], { hex }) =>
    `${hex(caller)} may not claim for gateway ${hex(gateway)}.`,
  EscrowVaultEmptyClaim: () => "The claim has no rows.",
  EscrowVaultTooManyRows: ([rows, maximum]) => `The claim has ${rows} rows; ${maximum} is the most.`,
  EscrowVaultGrantExpired: ([validBefore], { time }) => `The grant ended at ${time(validBefore)}.`,
  EscrowVaultGrantNonce: ([nonce, newest]) =>
    `The grant has number ${nonce}, but number ${newest} of this key is on chain already.`,
  EscrowVaultGrantSignature: ([payer], { hex }) => `The grant is not signed by ${hex(payer)}.`,
  EscrowVaultKeyProof: ([key, deadline], { hex, time }) =>
    `Key ${hex(key)} did not consent to the grant, or its consent ended at ${time(deadline)}.`,
  EscrowVaultSelfKey: () => "A session key must be another address than the payer's own.",
  EscrowVaultIntegratorInvalid: ([integrator], { hex }) =>
    `${hex(integrator)} cannot be the integrator here.`,
  EscrowVaultMinDepositOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The smallest deposit must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,
  EscrowVaultThawPeriodOutOfBounds: ([period, minimum, maximum], { days }) =>
    `The thaw must take between ${days(minimum)} and ${days(maximum)}, not ${days(period)}.`,
  EscrowVaultNotPayer: ([payer], { hex }) => `Only ${hex(payer)} can do this with the account.`,
  EscrowVaultOtherEpoch: ([epoch, current]) =>
    `This was signed for epoch ${epoch} of the account, which is in epoch ${current}.`,
  EscrowVaultDeadlinePassed: ([deadline], { time }) => `The signature ended at ${time(deadline)}.`,
  EscrowVaultReleaseNonce: ([nonce, newest]) =>
    `The release has number ${nonce}, but number ${newest} has been used already.`,
  EscrowVaultReleaseTooSmall: ([amount, thawing], { money }) =>
    `The release is for ${money(amount)}; ${money(thawing)} is thawing already.`,
  EscrowVaultReleaseSignature: ([gateway], { hex }) =>
    `The release is not signed by gateway ${hex(gateway)}.`,
  EscrowVaultWithdrawalSignature: ([payer], { hex }) => `The withdrawal is not signed by ${hex(payer)}.`,
  EscrowVaultNotRefunder: ([caller], { hex }) => `${hex(caller)} may not give money back to an account.`,
  EscrowVaultNotPrepaid: ([caller], { hex }) => `${hex(caller)} is neither Subscriptions nor Streams.`,
  EscrowVaultBalanceShort: ([, , balance, amount], { money }) =>
    `The account holds ${money(balance)}, and ${money(amount)} is to be paid.`,
  EscrowVaultNotForcedClaims: ([caller], { hex }) => `${hex(caller)} may not force a claim.`,
  EscrowVaultNotCredit: ([gateway, caller], { hex }) =>
    `${hex(caller)} is not the credit of gateway ${hex(gateway)}.`,
  EscrowVaultRowRefused: ([reason]) =>
    `The account does not pay this claim: ${rowReasons[reason] ?? reason}.`,
  EscrowVaultExactRefused: ([reason]) =>
    `The account does not pay this authorisation: ${exactReasons[reason] ?? reason}.`,

  // ForcedClaims
  ForcedClaimsOtherLedger: () =>
    "The receipt is for another payer, key, gateway or service than the voucher.",
  ForcedClaimsOtherTerms: () => "The receipt is for other terms than the voucher.",
  ForcedClaimsOtherEpoch: ([receipted, signed]) =>
    `The receipt is of epoch ${receipted}, the voucher of epoch ${signed}.`,
  ForcedClaimsOtherAmount: ([receipted, charged], { money }) =>
    `The receipt shows ${money(receipted)}, the claim asks for ${money(charged)}.`,
  ForcedClaimsOtherCall: () => "The receipt is for another payment.",
  ForcedClaimsNotReceiptKey: ([gateway, signer, issuedAt], { hex, time }) =>
    `${hex(signer)} did not sign receipts for gateway ${hex(gateway)} at ${time(issuedAt)}.`,
  ForcedClaimsIssuedLate: ([issuedAt, validBefore], { time }) =>
    `The receipt is of ${time(issuedAt)}, after the payment's end at ${time(validBefore)}.`,
  ForcedClaimsTooEarly: ([, earliest], { time }) => `This can be forced from ${time(earliest)} on.`,
  ForcedClaimsTooLate: ([, latest], { time }) => `This could be forced until ${time(latest)}.`,
  ForcedClaimsNothingLeft: () => "What the account held in that epoch is claimed or filed already.",
  ForcedClaimsEpochNotEnded: ([epoch, current]) =>
    `The receipt is of epoch ${epoch}; the account is in epoch ${current}.`,
  ForcedClaimsIssuedAfterExit: ([issuedAt, endedAt], { time }) =>
    `The receipt is of ${time(issuedAt)}; the money left the account at ${time(endedAt)}.`,
  ForcedClaimsNothingNew: ([charged, settled], { money }) =>
    `${money(settled)} of ${money(charged)} is claimed or filed already.`,
  ForcedClaimsOverVoucher: ([charged, cumulative], { money }) =>
    `The claim asks for ${money(charged)}; the voucher is for ${money(cumulative)}.`,
  ForcedClaimsBadSignature: ([signer], { hex }) => `The payment is not signed by ${hex(signer)}.`,
  ForcedClaimsUnknownKey: ([payer, key], { hex }) => `${hex(payer)} never granted key ${hex(key)}.`,
  ForcedClaimsUsed: () => "This authorisation has been settled or filed already.",

  // Credit, PayTo
  CreditNotPayTo: ([to], { hex }) => `${hex(to)} is not a service's payment address.`,
  PayToEmpty: ([payTo], { hex }) => `There is nothing to pass on at ${hex(payTo)}.`,
  PayToTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} instead of ${money(expected)}.`,
} satisfies Partial<Sentences>;
