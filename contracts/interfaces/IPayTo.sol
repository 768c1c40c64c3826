// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title PayTo
/// @notice Where any x402 client pays a service in plain tokens. The address stands for the service and its terms, so the
/// split is fixed when the payer signs.
interface IPayTo {
    event Swept(uint256 indexed serviceId, bytes32 indexed termsHash, uint96 amount, uint96 fee);

    error PayToEmpty(address payTo);
    error PayToTransferShort(uint256 received, uint256 expected);

    /// @notice Passes all it holds to Earnings, split by its own terms. Anyone may. Works for a service that is withdrawn.
    /// @dev Nobody knows who paid: the gateway's and integrator's shares stay with the treasury.
    function sweep() external returns (uint96 amount);

    function terms() external view returns (uint256 serviceId, bytes32 termsId, uint32 feeVersion);
}
