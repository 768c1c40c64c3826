/** The errors of the Authority: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

export const authoritySentences = {
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
} satisfies Partial<Sentences>;
