/** One sentence for each custom error, with its numbers. The type demands every error of every ABI: none can be forgotten. */
import { anonymousReviewSentences } from "./anonymous-review-error-sentences.ts";
import type { ErrorArgs, ErrorName } from "./abi-errors.ts";
import type { ErrorWords } from "./error-format.ts";
import { bountySentences } from "./bounty-error-sentences.ts";
import { courtSentences } from "./court-error-sentences.ts";
import { governanceSentences } from "./governance-error-sentences.ts";
import { holderSentences } from "./holder-error-sentences.ts";
import { memberSentences } from "./member-error-sentences.ts";
import { streamSentences } from "./stream-error-sentences.ts";
import { subscriptionSentences } from "./subscription-error-sentences.ts";
import { reputationSentences } from "./reputation-error-sentences.ts";
import { treasurySentences } from "./treasury-error-sentences.ts";

export type Sentences = {
  readonly [name in ErrorName]: (args: ErrorArgs<name>, words: ErrorWords) => string;
};

const ZERO_ADDRESS = "The zero address cannot be used here.";
const ZERO_AMOUNT = "The amount must be greater than zero.";
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

/** In the order of `State` in IChargeDisputes.sol. */
const disputeStates = [
  "There is no such dispute",
  "The dispute waits for an answer",
  "The dispute is answered",
  "The dispute waits for a ruling",
  "The payer won the dispute",
  "The gateway won the dispute",
];

export const errorSentences: Sentences = {
  // EscrowVault
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

  // ServiceRegistry
  ServiceRegistryNotController: ([serviceId, caller], { hex }) =>
    `${hex(caller)} does not control service ${serviceId}. Connect its owner's wallet.`,
  ServiceRegistryReservedMetadata: ([key]) => `The metadata key "${key}" is reserved.`,
  ServiceRegistryWalletDeadline: ([deadline, earliest, latest], { time }) =>
    `The deadline ${time(deadline)} must lie between ${time(earliest)} and ${time(latest)}.`,
  ServiceRegistryWalletConsentMissing: ([serviceId, wallet], { hex }) =>
    `${hex(wallet)} did not sign to be paid for service ${serviceId}.`,
  ServiceRegistryNameInvalid: ([name]) =>
    `"${name}" is not a service name. Use namespace/name with letters, digits, "." and "-".`,
  ServiceRegistryNameTaken: ([name, serviceId]) => `The name ${name} belongs to service ${serviceId}.`,
  ServiceRegistryAlreadyNamed: ([serviceId]) =>
    `Service ${serviceId} has its name already; a name is given once.`,
  ServiceRegistryNamespaceHeld: ([namespace, holder], { hex }) =>
    `The namespace ${namespace} belongs to ${hex(holder)}. Choose another one.`,
  ServiceRegistryPriceOutOfBounds: ([price, minimum, maximum], { money }) =>
    `The price ${money(price)} must lie between ${money(minimum)} and ${money(maximum)}.`,
  ServiceRegistryPricesHashMismatch: () => "The price table does not fit the price model.",
  ServiceRegistryManifestSize: ([size, maximum]) => `The manifest has ${size} bytes; ${maximum} is the most.`,
  ServiceRegistryVersionIncomplete: () => "The version needs a number and a code hash.",
  ServiceRegistryNotListable: ([, stake, required], { money }) =>
    `The service cannot be active: its stake is ${money(stake)} of ${money(required)}, or its name, terms or version are missing.`,
  ServiceRegistryZeroAmount: () => ZERO_AMOUNT,
  ServiceRegistryInsufficientStake: ([, available, requested], { money }) =>
    `Only ${money(available)} of stake is there, ${money(requested)} was asked for.`,
  ServiceRegistryNothingThawing: () => "No stake of this service is thawing.",
  ServiceRegistryStillThawing: ([, thawEnd], { time }) =>
    `The stake is still thawing, until ${time(thawEnd)}.`,
  ServiceRegistryMinStakeOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The least stake must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,
  ServiceRegistryUnknownTerms: ([serviceId]) => `Service ${serviceId} never published these terms.`,
  ServiceRegistryPlatformUnnamed: () => "Service 0 is the platform itself and has no name.",
  ServiceRegistryHostNeeded: () =>
    "Hosted and managed terms need the signature of the gateway that hosts. Publish self-hosted terms, or ask the gateway.",
  ServiceRegistryNotHosted: () => "Self-hosted terms need no gateway's signature. Publish them alone.",
  ServiceRegistryHostClosed: ([gateway], { hex }) =>
    `Gateway ${hex(gateway)} hosts nothing new: it is unknown, short of bond, or leaving.`,
  ServiceRegistryHostConsentExpired: ([deadline], { time }) =>
    `The gateway's consent to host ended at ${time(deadline)}.`,
  ServiceRegistryHostConsentMissing: ([, gateway], { hex }) =>
    `Gateway ${hex(gateway)} did not sign to host this service on these terms.`,
  ServiceRegistryLocked: ([serviceId, locks]) =>
    `The stake of service ${serviceId} is held while cases against it are open: ${locks} now.`,
  ServiceRegistryLockDate: ([until, earliest, latest], { time }) =>
    `A lock must end between ${time(earliest)} and ${time(latest)}, not at ${time(until)}.`,
  ServiceRegistryUnknownLock: ([serviceId, lockId, count]) =>
    `Service ${serviceId} has no lock ${lockId}; it had ${count} so far.`,
  ServiceRegistryLockClosed: ([serviceId, lockId]) =>
    `Lock ${lockId} of service ${serviceId} has ended already.`,
  ServiceRegistryLockHolds: ([, , until], { time }) =>
    `The lock holds until ${time(until)}; then anybody can lift it.`,
  ServiceRegistryLockOver: ([, , until], { time }) =>
    `The time of this lock ended at ${time(until)}; nothing more can be taken under it.`,
  ServiceRegistrySlashTooHigh: ([, , amount, maximum], { money }) =>
    `${money(amount)} is more than the ${money(maximum)} that this case may still take.`,
  ServiceRegistryZeroAddress: () => ZERO_ADDRESS,

  // ServiceRecords
  ServiceRecordsNotController: ([serviceId, caller], { hex }) =>
    `${hex(caller)} does not control service ${serviceId}. Connect its owner's wallet.`,
  ServiceRecordsUnknownVersion: ([serviceId, version, latest]) =>
    `Service ${serviceId} has no version ${version}; ${latest} is its newest.`,
  ServiceRecordsZeroHash: () => "A root or hash is needed, and zero is none.",
  ServiceRecordsUnknownAnchor: ([serviceId, number, count]) =>
    `Service ${serviceId} has no anchor ${number}; it has ${count}.`,
  ServiceRecordsExpiryOutOfBounds: ([expiry, earliest, latest], { time }) =>
    `An attestation must end between ${time(earliest)} and ${time(latest)}, not at ${time(expiry)}.`,
  ServiceRecordsUnknownAttestation: ([id, count]) => `There is no attestation ${id}; ${count} were given.`,
  ServiceRecordsRevokedAlready: ([id]) => `Attestation ${id} is revoked already.`,
  ServiceRecordsReviewWeightTooHigh: ([weight, maximum], { money }) =>
    `The reviews' weight can be asked for up to ${money(maximum)}, not ${money(weight)}.`,

  // GatewayRegistry
  GatewayRegistryAlreadyRegistered: ([gateway], { hex }) => `${hex(gateway)} is a gateway already.`,
  GatewayRegistryUnknownGateway: ([gateway], { hex }) => `${hex(gateway)} is not a registered gateway.`,
  GatewayRegistryBondTooSmall: ([bond, required], { money }) =>
    `The bond of ${money(bond)} is less than the ${money(required)} required.`,
  GatewayRegistryZeroAmount: () => ZERO_AMOUNT,
  GatewayRegistryZeroAddress: () => ZERO_ADDRESS,
  GatewayRegistryKeyDates: ([validFrom, validTo], { time }) =>
    `The receipt key's dates are not in order: from ${time(validFrom)} to ${time(validTo)}.`,
  GatewayRegistryKeyBackdated: ([key, , earliest], { hex, time }) =>
    `Receipt key ${hex(key)} cannot end before ${time(earliest)}.`,
  GatewayRegistryExitPending: ([gateway, exitAt], { hex, time }) =>
    `Gateway ${hex(gateway)} is leaving; its bond is free at ${time(exitAt)}.`,
  GatewayRegistryNoExit: ([gateway], { hex }) => `Gateway ${hex(gateway)} has not asked to leave.`,
  GatewayRegistryMinBondOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `The least bond must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,
  GatewayRegistryNotFiler: ([caller], { hex }) => `${hex(caller)} may not claim a bond.`,
  GatewayRegistryNotChargeDisputes: ([caller], { hex }) => `${hex(caller)} may not lock a bond.`,
  GatewayRegistryBondLocked: ([gateway, cases], { hex }) =>
    `${cases} charge disputes of gateway ${hex(gateway)} are not over; its bond stays until they are.`,
  GatewayRegistryNoSuchRun: ([gateway, run], { hex }) =>
    `Nobody claimed the bond of gateway ${hex(gateway)} a ${run}th time.`,
  GatewayRegistryRunOpen: ([, , closesAt], { time }) =>
    `Claims on the bond are taken until ${time(closesAt)} and paid after that.`,
  GatewayRegistryRunOver: ([gateway], { hex }) =>
    `No claims on the bond of gateway ${hex(gateway)} are open.`,
  GatewayRegistryRunHeld: ([, , holds, until], { time }) =>
    `${holds} cases about claims on this bond are not over; it is paid after them, at ${time(until)} at the latest.`,
  GatewayRegistryHoldTooLong: ([until, latest], { time }) =>
    `The case would take until ${time(until)}, and the claims can wait until ${time(latest)}.`,
  GatewayRegistryNothingFiled: ([, , payee], { hex }) =>
    `There is nothing for ${hex(payee)} in this run on the bond.`,

  // ChargeDisputes
  ChargeDisputesOtherClaim: ([claimId]) => `The vault knows claim ${claimId} with other numbers than these.`,
  ChargeDisputesNoSuchRow: ([index, rows]) => `The claim has ${rows} rows, and none with the index ${index}.`,
  ChargeDisputesOtherRow: ([index]) => `Row ${index} of the claim has other numbers than these.`,
  ChargeDisputesNotPayer: ([payer], { hex }) => `Only ${hex(payer)}, who paid, can dispute this charge.`,
  ChargeDisputesPositionOutside: ([position, before, charged], { money }) =>
    `This row took what lies between ${money(before)} and ${money(charged)}; ${money(position)} is outside.`,
  ChargeDisputesRowOpen: () => "A dispute of this row waits for its answer; the next can follow it.",
  ChargeDisputesRowRefunded: () => "This row was refunded already.",
  ChargeDisputesRowWorn: ([, , maximum]) => `This row was disputed ${maximum} times, and cannot be again.`,
  ChargeDisputesState: ([, state]) => `${disputeStates[state] ?? `The dispute is in state ${state}`}.`,
  ChargeDisputesTooEarly: ([, earliest], { time }) => `The dispute can be ended from ${time(earliest)} on.`,
  ChargeDisputesTooLate: ([, latest], { time }) => `There was time for this until ${time(latest)}.`,
  ChargeDisputesOtherLedger: () => "The receipt is of another payer, key, gateway or service than the row.",
  ChargeDisputesOtherEpoch: ([receipted, claimed]) =>
    `The receipt is of epoch ${receipted}, the row of epoch ${claimed}.`,
  ChargeDisputesNotReceiptKey: ([gateway, signer, issuedAt], { hex, time }) =>
    `${hex(signer)} did not sign receipts for gateway ${hex(gateway)} at ${time(issuedAt)}.`,
  ChargeDisputesPathTooLong: ([length, maximum]) =>
    `The receipt lies ${length} levels deep; an answer climbs ${maximum} at most.`,
  ChargeDisputesRowPathLength: ([length, depth]) =>
    `The row's path has ${length} levels; the claim has ${depth}.`,
  ChargeDisputesOtherRoot: () => "The receipt was not among those that the gateway claimed with.",
  ChargeDisputesSumOverReceipts: ([start, end, before, charged], { money }) =>
    `The receipts reach from ${money(start)} to ${money(end)}, the row from ${money(before)} to ${money(charged)}.`,
  ChargeDisputesOtherPlace: ([cumulative, place], { money }) =>
    `The receipt says ${money(cumulative)}, and stands at ${money(place)}.`,
  ChargeDisputesOtherCharge: ([position, price, cumulative], { money }) =>
    `The receipt is for ${money(price)} up to ${money(cumulative)}; ${money(position)} is disputed.`,
  ChargeDisputesOtherTerms: () => "The payer signed for other terms than these.",
  ChargeDisputesPriceOverTerms: ([price, maxPrice], { money }) =>
    `The call was charged ${money(price)}; the terms allow ${money(maxPrice)}.`,
  ChargeDisputesFailedCallCharged: () => "The call failed, and the terms do not charge for that.",
  ChargeDisputesOtherReceipt: () => "The dispute was answered with another receipt than this.",
  ChargeDisputesSameReceipt: () => "This is the receipt that the dispute was answered with.",
  ChargeDisputesNoOverlap: () => "The two receipts are for different money.",
  ChargeDisputesContested: () => "This charge was contested before.",
  ChargeDisputesNothingOwed: ([account], { hex }) =>
    `There is no dispute bond to collect for ${hex(account)}.`,
  ChargeDisputesZeroAddress: () => ZERO_ADDRESS,
  ChargeDisputesBondOutOfBounds: ([amount, minimum, maximum], { money }) =>
    `A dispute's bond must lie between ${money(minimum)} and ${money(maximum)}, not at ${money(amount)}.`,

  // FeeSchedule, Earnings
  FeeScheduleFeeTooHigh: ([fee, maximum]) => `A fee of ${fee} basis points is over the limit of ${maximum}.`,
  FeeScheduleGatewayShareOutOfBounds: ([share, minimum, maximum]) =>
    `The gateway's share must lie between ${minimum} and ${maximum} basis points, not at ${share}.`,
  FeeScheduleIntegratorShareTooHigh: ([share, maximum]) =>
    `The integrator's share of ${share} basis points is over the limit of ${maximum}.`,
  FeeScheduleSharesExceedFee: ([sum, maximum]) => `The shares add up to ${sum} of ${maximum} basis points.`,
  FeeScheduleUnknownVersion: ([, version, latest]) =>
    `Fee version ${version} was never published; ${latest} is the newest.`,
  EarningsNotChargeDisputes: ([caller], { hex }) => `${hex(caller)} may not freeze earnings.`,
  EarningsStillFrozen: ([, until], { time }) => `These earnings wait for a ruling until ${time(until)}.`,
  EarningsNotFrozen: ([, frozen, requested], { money }) =>
    `${money(requested)} of the frozen ${money(frozen)} cannot be paid.`,
  EarningsNotSource: ([caller], { hex }) => `${hex(caller)} earns nothing for publishers.`,
  EarningsRewardsShort: ([accrued, requested], { money }) =>
    `${money(accrued)} has accrued for rewards, and ${money(requested)} is to be paid.`,
  EarningsNothingMatured: () => "Nothing has matured yet.",
  EarningsNothingAccrued: () => "There is no share to pay out.",
  EarningsZeroAddress: () => ZERO_ADDRESS,
  EarningsZeroAmount: () => ZERO_AMOUNT,
  EarningsNotPayTo: ([caller], { hex }) => `${hex(caller)} is not the payment address of these terms.`,
  EarningsInsufficient: ([, serviceId, held, requested], { money }) =>
    `Only ${money(held)} is earned with service ${serviceId}, ${money(requested)} was asked for.`,
  EarningsNonceUsed: ([, nonce]) => `The message number ${nonce} has been used already.`,
  EarningsDeadlinePassed: ([deadline], { time }) => `The signature ended at ${time(deadline)}.`,
  EarningsSignature: ([payee], { hex }) => `The message is not signed by ${hex(payee)}.`,
  EarningsTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} instead of ${money(expected)}.`,
  EarningsHoldOutOfBounds: ([hold, minimum, maximum], { days }) =>
    `Earnings must be held between ${days(minimum)} and ${days(maximum)}, not ${days(hold)}.`,

  // The token: its amounts are in its own decimals
  ERC20InsufficientBalance: ([sender, balance, needed], { hex, money }) =>
    `${hex(sender)} holds ${money(balance)}; ${money(needed)} is needed.`,
  ERC20InsufficientAllowance: ([, allowance, needed], { money }) =>
    `The contract may take ${money(allowance)}; ${money(needed)} is needed. Sign the permit again.`,
  ERC20InvalidApprover: () => ZERO_ADDRESS,
  ERC20InvalidReceiver: () => ZERO_ADDRESS,
  ERC20InvalidSender: () => ZERO_ADDRESS,
  ERC20InvalidSpender: () => ZERO_ADDRESS,
  ERC20ExceededSafeSupply: () => "The token's supply would grow too large to be counted in votes.",
  ERC2612ExpiredSignature: ([deadline], { time }) => `The permit ended at ${time(deadline)}. Sign it again.`,
  ERC2612InvalidSigner: ([signer, owner], { hex }) =>
    `The permit is signed by ${hex(signer)}, but the tokens belong to ${hex(owner)}.`,
  ERC3009InvalidAuthorizationTime: ([validAfter, validBefore], { time }) =>
    `The authorisation holds from ${time(validAfter)} to ${time(validBefore)} only. Sign it again.`,
  ERC3009InvalidSignature: () => "The authorisation is not signed by the payer.",
  ERC3009UsedAuthorization: () => "The authorisation was used already.",
  ERC5805FutureLookup: () => "Votes of the future cannot be looked up.",
  VotesExpiredSignature: ([expiry], { time }) => `The delegation ended at ${time(expiry)}. Sign it again.`,
  RateLimitExceeded: () => "The window has no room for this amount.",
  CheckpointUnorderedInsertion: () => "Checkpoints must be written in order of time.",
  InvalidAccountNonce: ([account, nonce], { hex }) =>
    `The signature is out of order: the next number of ${hex(account)} is ${nonce}. Sign it again.`,
  PermitTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} instead of ${money(expected)}.`,
  SafeERC20FailedOperation: ([token], { hex }) => `The token ${hex(token)} refused the transfer.`,
  TestUSDCLocalOnly: ([chainId]) => `The test token exists on the local chain only, not on chain ${chainId}.`,
  TestUSDCMintTooLarge: ([amount, maximum], { money }) =>
    `${money(amount)} is more than the ${money(maximum)} that the faucet gives at once.`,
  TestUSDCPermitExpired: ([deadline], { time }) => `The permit ended at ${time(deadline)}. Sign it again.`,
  TestUSDCPermitSignature: ([owner], { hex }) => `The permit is not signed by ${hex(owner)}, or it was used.`,

  // The service as an ERC-721 token
  ERC721IncorrectOwner: ([, serviceId, owner], { hex }) => `Service ${serviceId} belongs to ${hex(owner)}.`,
  ERC721InsufficientApproval: ([operator, serviceId], { hex }) =>
    `${hex(operator)} may not move service ${serviceId}.`,
  ERC721InvalidApprover: ([approver], { hex }) => `${hex(approver)} cannot give this approval.`,
  ERC721InvalidOperator: ([operator], { hex }) => `${hex(operator)} cannot be an operator.`,
  ERC721InvalidOwner: () => ZERO_ADDRESS,
  ERC721InvalidReceiver: ([receiver], { hex }) => `${hex(receiver)} cannot hold a service.`,
  ERC721InvalidSender: ([sender], { hex }) => `${hex(sender)} cannot send this service.`,
  ERC721NonexistentToken: ([serviceId]) => `There is no service ${serviceId}.`,

  ...memberSentences,
  ...reputationSentences,
  ...holderSentences,
  ...subscriptionSentences,
  ...treasurySentences,
  ...courtSentences,
  ...anonymousReviewSentences,
  ...governanceSentences,
  ...streamSentences,
  PrepaidTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} of ${money(expected)}.`,
  ...bountySentences,

  // Authority
  AccessManagedUnauthorized: ([caller], { hex }) => `${hex(caller)} has no right to do this.`,
  AccessManagedInvalidAuthority: ([authority], { hex }) => `${hex(authority)} is not an authority.`,
  AccessManagedRequiredDelay: ([caller, delay], { hex }) =>
    `${hex(caller)} must announce this ${delay} s before it is done.`,
  AccessManagerAlreadyScheduled: () => "This operation is scheduled already.",
  AccessManagerBadConfirmation: () => "The confirmation does not name the caller.",
  AccessManagerExpired: () => "The operation was scheduled too long ago. Schedule it again.",
  AccessManagerInvalidInitialAdmin: ([admin], { hex }) => `${hex(admin)} cannot be the first admin.`,
  AccessManagerLockedFunction: () => "Who may call this function cannot be changed.",
  AccessManagerLockedRole: ([role]) => `Role ${role} cannot be changed.`,
  AccessManagerNotReady: () => "The operation's delay has not passed yet.",
  AccessManagerNotScheduled: () => "The operation was not scheduled.",
  AccessManagerUnauthorizedAccount: ([account, role], { hex }) =>
    `${hex(account)} does not have role ${role}.`,
  AccessManagerUnauthorizedCall: ([caller, target], { hex }) =>
    `${hex(caller)} may not call this function of ${hex(target)}.`,
  AccessManagerUnauthorizedCancel: ([sender], { hex }) => `${hex(sender)} may not cancel this operation.`,
  AccessManagerUnauthorizedConsume: ([target], { hex }) => `${hex(target)} may not use up this operation.`,

  // Building blocks
  AddressEmptyCode: ([target], { hex }) => `There is no contract at ${hex(target)}.`,
  CloneArgumentsTooLong: () => "The clone's arguments are too long.",
  Create2EmptyBytecode: () => "There is no code to deploy.",
  FailedDeployment: () => "The contract could not be deployed.",
  FailedCall: () => "A call inside the transaction failed.",
  InsufficientBalance: ([balance, needed]) => `The contract holds ${balance} wei; ${needed} is needed.`,
  SafeCastOverflowedUintDowncast: ([bits, value]) => `${value} does not fit ${bits} bits.`,
  ReentrancyGuardReentrantCall: () => "The contract was entered a second time during the call.",
  InvalidShortString: () => "A stored text cannot be read.",
  StringTooLong: ([text]) => `"${text}" is too long.`,
  ECDSAInvalidSignature: () => "The signature is not valid.",
  ECDSAInvalidSignatureLength: ([length]) => `A signature has 65 bytes; this one has ${length}.`,
  ECDSAInvalidSignatureS: () => "The signature is not in its one accepted form.",
};
