// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PaidFees
/// @notice What a payer's money has left with the treasury for one service.
interface IPaidFees {
    /// @notice The treasury's share of the fees that were paid for good, token base units. It never falls. What a service's
    /// owner or payee pays for it counts nothing.
    function feesOf(address payer, uint256 serviceId) external view returns (uint96);
}
