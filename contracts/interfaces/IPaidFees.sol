// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PaidFees
/// @notice What a payer has paid to the treasury for good, beside the vault's ledgers: of earned money only, which nothing
/// gives back.
interface IPaidFees {
    /// @notice The treasury's share of all fees that `payer` paid for the service so far, token base units. Never falls.
    /// What he paid while he was the service's owner or payee does not count.
    function feesOf(address payer, uint256 serviceId) external view returns (uint96);
}
