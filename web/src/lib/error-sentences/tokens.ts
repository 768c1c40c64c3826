/** The errors of tokens, whose amounts are in their own decimals: a part of errorSentences. */
import type { Sentences } from "./sentences.ts";
import { ZERO_ADDRESS } from "./zero.ts";

export const tokenSentences = {
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
  PrepaidTransferShort: ([received, expected], { money }) =>
    `The token delivered ${money(received)} of ${money(expected)}.`,
} satisfies Partial<Sentences>;
