/** The errors of what the contracts are built of: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";

export const buildingBlockSentences = {
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
} satisfies Partial<Sentences>;
