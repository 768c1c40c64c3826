/** The contracts' enums in words. */
import {
  anchorKind,
  attestationKind,
  ballotSupport,
  caseKind,
  caseOutcome,
  disputeReason,
  exactSkipReason,
  priceModel,
  requestKind,
  requestState,
  serviceClass,
  serviceStatus,
  skipReason,
  streamSource,
} from "ponder:schema";

function wordOf<const Words extends readonly string[]>(words: Words) {
  return (index: number): Words[number] => {
    const word = words[index];
    if (word === undefined) throw new RangeError(`no word for ${index} in ${words.join(", ")}`);
    return word;
  };
}

export const statusOf = wordOf(serviceStatus.enumValues);
export const classOf = wordOf(serviceClass.enumValues);
export const modelOf = wordOf(priceModel.enumValues);
export const anchorKindOf = wordOf(anchorKind.enumValues);
export const attestationKindOf = wordOf(attestationKind.enumValues);
export const reasonOf = wordOf(skipReason.enumValues);
export const disputeReasonOf = wordOf(disputeReason.enumValues);
export const exactReasonOf = wordOf(exactSkipReason.enumValues);
export const supportOf = wordOf(ballotSupport.enumValues);
export const requestKindOf = wordOf(requestKind.enumValues);
export const requestStateOf = wordOf(requestState.enumValues);
export const streamSourceOf = wordOf(streamSource.enumValues);
export const outcomeOf = wordOf(caseOutcome.enumValues);
const caseKinds = wordOf(caseKind.enumValues);
/** The contract's first is None. */
export const caseKindOf = (index: number) => caseKinds(index - 1);
