// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PaidFees
/// @notice Where payments other than the vault's charges pay the protocol's fee.
interface IPaidFees {
    /// @notice The treasury's share of the fees that `payer` has paid to a service for good, token base units. It only grows;
    /// zero for the service's owner and payee.
    function feesOf(address payer, uint256 serviceId) external view returns (uint96);
}
