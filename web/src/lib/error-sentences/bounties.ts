/** The errors of audit bounties: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

type Name = Extract<keyof Sentences, `AuditBounties${string}`>;

/** In the order of `State` in IAuditBounties.sol. */
const states = [
  "was never opened",
  "waits for a report",
  "has a report that waits for its sponsor",
  "waits for the Court",
  "is paid",
  "was given back",
];

export const bountySentences: Pick<Sentences, Name> = {
  AuditBountiesRewardOutOfBounds: ([reward, minimum, maximum], { money }) =>
    `A reward is between ${money(minimum)} and ${money(maximum)}, not ${money(reward)}.`,
  AuditBountiesBondOutOfBounds: ([bond, minimum, maximum], { money }) =>
    `The bond of a report is between ${money(minimum)} and ${money(maximum)}, not ${money(bond)}.`,
  AuditBountiesDeadlineOutOfBounds: ([submitBy, earliest, latest], { time }) =>
    `Reports are due between ${time(earliest)} and ${time(latest)}, not at ${time(submitBy)}.`,
  AuditBountiesUnknownVersion: ([serviceId, version, latest]) =>
    `Service ${serviceId} has no version ${version}; its newest is ${latest}.`,
  AuditBountiesState: ([bountyId, state]) => `Bounty ${bountyId} ${states[state]}.`,
  AuditBountiesNotSponsor: ([sponsor, caller], { hex }) =>
    `This is for the sponsor ${hex(sponsor)} to do, not ${hex(caller)}.`,
  AuditBountiesNotNamed: ([named, caller], { hex }) =>
    `The bounty is for ${hex(named)}, and not for ${hex(caller)}.`,
  AuditBountiesSelfAudit: ([serviceId, auditor], { hex }) =>
    `${hex(auditor)} owns, controls or is paid for service ${serviceId}, and cannot audit it.`,
  AuditBountiesSponsorsReport: ([sponsor], { hex }) =>
    `${hex(sponsor)} is the bounty's sponsor, and cannot hand in its report.`,
  AuditBountiesAttested: ([bountyId, attestationId]) =>
    `The report of bounty ${bountyId} is on record already, as attestation ${attestationId}.`,
  AuditBountiesZeroHash: () => "A report needs its hash.",
  AuditBountiesUriLength: ([length, maximum]) =>
    `Where a report can be read takes between 1 and ${maximum} bytes, not ${length}.`,
  AuditBountiesTooEarly: ([, earliest], { time }) => `This can be done from ${time(earliest)} on.`,
  AuditBountiesTooLate: ([, latest], { time }) => `This could be done until ${time(latest)}.`,
  AuditBountiesNothingOwed: ([account], { hex }) => `There is nothing for ${hex(account)} to collect.`,
  AuditBountiesZeroAddress: () => "The zero address cannot be used here.",
};
