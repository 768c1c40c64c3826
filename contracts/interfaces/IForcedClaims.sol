// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "./IEscrowVault.sol";
import {IExactPayments} from "./IExactPayments.sol";

/// @title ForcedClaims
/// @notice A publisher collects what a silent gateway has receipted: from the account at once, and what is missing there
/// as a claim on the gateway's bond. Anyone may submit; the money goes to the publisher.
/// @dev Warning: a receipt is the gateway's word. A claim on the bond therefore counts only money that really was in the
/// account when the receipt was given and has left it since.
interface IForcedClaims {
    /// @param paid From the account. @param filed The publisher's part of what the bond owes.
    event ForcedClaim(
        address indexed gateway,
        address indexed payer,
        uint256 indexed serviceId,
        bytes32 callId,
        uint32 epoch,
        uint96 paid,
        uint96 filed
    );

    error ForcedClaimsOtherLedger(bytes32 receiptLedger, bytes32 rowLedger);
    error ForcedClaimsOtherTerms(bytes32 receiptTerms, bytes32 rowTerms);
    error ForcedClaimsOtherEpoch(uint32 receiptEpoch, uint32 rowEpoch);
    error ForcedClaimsOtherAmount(uint256 receipted, uint256 charged);
    error ForcedClaimsOtherCall(bytes32 callId, bytes32 nonce);
    error ForcedClaimsNotReceiptKey(address gateway, address signer, uint64 issuedAt);
    error ForcedClaimsIssuedLate(uint64 issuedAt, uint256 validBefore);
    error ForcedClaimsTooEarly(uint256 time, uint256 earliest);
    error ForcedClaimsTooLate(uint256 time, uint256 latest);

    /// @notice The account held nothing more at the end of that epoch than what was claimed or filed of it already.
    error ForcedClaimsNothingLeft(address payer, address gateway, uint32 epoch);
    /// @notice The account has not reached that epoch, or its end is unknown.
    error ForcedClaimsEpochNotEnded(uint32 epoch, uint32 current);
    /// @notice A receipt dated after the withdrawal that ended its epoch: the money had left before it.
    error ForcedClaimsIssuedAfterExit(uint64 issuedAt, uint40 endedAt);
    error ForcedClaimsNothingNew(uint256 charged, uint256 settled);
    error ForcedClaimsOverVoucher(uint256 charged, uint256 cumulative);
    error ForcedClaimsBadSignature(address signer);
    error ForcedClaimsUnknownKey(address payer, address key);
    error ForcedClaimsUsed(address payer, bytes32 nonce);

    /// @notice Forces a voucher's row whose `charged` the receipt shows.
    function forceClaim(
        IEscrowVault.ClaimRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        bytes calldata receiptSignature
    ) external;

    /// @notice Forces an x402 exact, until its `validBefore` + `FORCE_WINDOW`.
    /// @dev Its receipt has `seq` 0, which no voucher's has, `callId` the authorisation's nonce, and `key` the payer.
    function forceExact(
        IExactPayments.ExactRow calldata row,
        IEscrowVault.Receipt calldata receipt,
        bytes calldata receiptSignature
    ) external;

    /// @notice Filed of a ledger's ended epoch as claims on the bond, on top of what was claimed in it; before the fee.
    function filedOfLedger(bytes32 ledgerId, uint32 epoch) external view returns (uint96);

    /// @notice Filed of what an account held at the end of an epoch; before the fee.
    function filedOfAccount(address payer, address gateway, uint32 epoch) external view returns (uint96);
}
