import type { CaseSubjectOf } from "../hooks/use-open-case.ts";
import type { CourtCase } from "./cases.ts";
import { isSameAddress } from "./format.ts";

/** Whether a case keeps another one about the same from being opened. Several can run about one stake. */
export function isAbout(found: CourtCase, subject: CaseSubjectOf): boolean {
  if (found.kind !== subject.kind) return false;
  switch (subject.kind) {
    case "stake":
      return false;
    case "bond":
      return (
        found.run === subject.run &&
        found.gateway !== null &&
        isSameAddress(found.gateway, subject.gateway) &&
        isSameAddress(found.respondent, subject.payee)
      );
    case "charge":
      return found.chargeDisputeId === subject.disputeId;
    case "review":
      return (
        found.serviceId === subject.serviceId &&
        found.feedbackIndex === subject.index &&
        found.client !== null &&
        isSameAddress(found.client, subject.client)
      );
    case "bounty":
      return found.bountyId === subject.bountyId;
  }
}
