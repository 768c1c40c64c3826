/** The errors of Members and of the credentials that they show: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { formatStoa } from "../stoa.ts";

type Name = Extract<keyof Sentences, `${"Members" | "AttestationAdapter"}${string}`>;

const ZERO_ADDRESS = "The zero address cannot be used here.";

export const memberSentences: Pick<Sentences, Name> = {
  // Members
  MembersAlreadyEnrolled: ([account], { hex }) => `${hex(account)} is a member already.`,
  MembersAlreadyCredentialed: ([account], { hex }) => `${hex(account)} has shown a credential already.`,
  MembersNotEnrolled: ([account], { hex }) => `${hex(account)} is no member.`,
  MembersLeaving: ([account, exitAt], { hex, time }) => `${hex(account)} is leaving, at ${time(exitAt)}.`,
  MembersNotLeaving: ([account], { hex }) => `${hex(account)} has not started to leave.`,
  MembersExitTooEarly: ([, exitAt], { time }) => `The exit ends at ${time(exitAt)}.`,
  MembersAdapterNotAllowed: ([adapter], { hex }) => `Credentials of ${hex(adapter)} are not accepted.`,
  MembersCredentialUsed: ([, , holder], { hex }) => `${hex(holder)} is a member with this credential.`,
  MembersUnknownCredential: () => "Nobody is a member with this credential.",
  MembersZeroAddress: () => ZERO_ADDRESS,
  MembersFutureLookup: () => "Voices of the future cannot be looked up.",
  MembersBondOutOfBounds: ([amount, minimum, maximum]) =>
    `The bond must lie between ${formatStoa(minimum)} and ${formatStoa(maximum)}, not at ${formatStoa(amount)}.`,
  MembersFeeStepsOutOfBounds: ([first, second, minimum, maximum], { money }) =>
    `The steps must lie between ${money(minimum)} and ${money(maximum)} in this order, not at ${money(first)} and ${money(second)}.`,

  // AttestationAdapter
  AttestationAdapterNotMembers: ([caller], { hex }) => `${hex(caller)} may not use a credential up.`,
  AttestationAdapterNotAttester: ([caller], { hex }) => `${hex(caller)} is not the issuer.`,
  AttestationAdapterVersion: ([version, expected]) =>
    `The credential has format ${version}; format ${expected} is read.`,
  AttestationAdapterSchema: () => "The credential says something else than who is one person.",
  AttestationAdapterRecipient: ([recipient, account], { hex }) =>
    `The credential is for ${hex(recipient)}, not for ${hex(account)}.`,
  AttestationAdapterFromFuture: ([given], { time }) => `The credential is dated ${time(given)}.`,
  AttestationAdapterExpired: ([expiry], { time }) => `The credential ended at ${time(expiry)}.`,
  AttestationAdapterDataLength: ([length, expected]) =>
    `The credential names the person in ${length} bytes; it must be ${expected}.`,
  AttestationAdapterSignature: ([attester], { hex }) => `The credential is not signed by ${hex(attester)}.`,
  AttestationAdapterRevoked: () => "The issuer has revoked this person.",
  AttestationAdapterNotNewer: ([, , newest], { time }) =>
    `This credential, or a newer one, has been used: ask for one after ${time(newest)}.`,
};
