// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "./IEscrowVault.sol";
import {IExactPayments} from "./IExactPayments.sol";

/// @title EscrowVault: the account's part of a forced claim
/// @notice Pays from the balance what a receipt proves; ForcedClaims alone calls it, which
/// checks the receipt.
interface IForcedPayments {
    error EscrowVaultNotForcedClaims(address caller);
    /// @notice The row of a forced claim is bad, as a claim would have skipped it.
    error EscrowVaultRowRefused(IEscrowVault.SkipReason reason);
    /// @notice Pays a voucher's row of the account's epoch regardless of the voucher's end, as far as the balance goes.
    /// @return paid Taken from the account, token base units.
    function payForced(IEscrowVault.ClaimRow calldata row) external returns (uint96 paid);

    /// @notice Pays an x402 exact regardless of its end: the whole of it or nothing.
    function payForcedExact(
        address gateway,
        IExactPayments.ExactRow calldata row
    ) external returns (uint96 paid);

    /// @notice Uses up an x402 exact that the bond owes instead, so that the account never pays it as well.
    function useExact(address gateway, address payer, bytes32 nonce) external;
}
