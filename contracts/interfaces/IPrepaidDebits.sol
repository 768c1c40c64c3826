// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EscrowVault: what is paid ahead
/// @notice Takes from an account what its payer has agreed to pay before it is used: a subscription's period, a stream's
/// deposit. Subscriptions and Streams alone call it; they have checked the payer's signature, and that the account's own
/// gateway, which knows what it has reserved, sends the call.
interface IPrepaidDebits {
    /// @param by Subscriptions or Streams, which hold the amount now.
    /// @param balance Of the account after it, token base units.
    event PrepaidPaid(
        address indexed payer,
        address indexed gateway,
        address by,
        uint96 amount,
        uint96 balance
    );

    error EscrowVaultNotPrepaid(address caller);
    error EscrowVaultBalanceShort(address payer, address gateway, uint256 balance, uint96 amount);

    /// @notice Sends `amount` of the account to the caller. Thawing funds pay as well, as they do for a claim.
    /// @dev The callers see to it that a gateway which takes no new business begins none. A period that its payer agreed to
    /// before goes on, as claims do: he can cancel it, and has back what it does not earn.
    function collectPrepaid(address payer, address gateway, uint96 amount) external;
}
