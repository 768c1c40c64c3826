/** The errors of services, their records and their ERC-721 token: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS, ZERO_AMOUNT } from "./zero.ts";

export const serviceSentences = {
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
} satisfies Partial<Sentences>;
