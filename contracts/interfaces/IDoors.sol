// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Doors
/// @notice The addresses that x402 clients know: a Credit per gateway, which they sign for, and a PayTo per service and
/// terms, which they pay. Minimal clones (ERC-1167) at addresses that follow from what they stand for, so that one can be
/// named and paid before it is deployed.
interface IDoors {
    event CreditOpened(address indexed gateway, address credit);
    event PayToOpened(uint256 indexed serviceId, bytes32 indexed termsHash, address payTo);

    /// @notice Deploys a gateway's Credit unless it is there. Anyone may.
    function openCredit(address gateway) external returns (address credit);

    /// @notice Deploys the PayTo of a service's terms unless it is there. Anyone may.
    function openPayTo(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion
    ) external returns (address payTo);

    function creditOf(address gateway) external view returns (address);

    /// @param termsId With `feeVersion` the preimage of the terms' hash: the address binds service, terms and fee.
    function payToOf(uint256 serviceId, bytes32 termsId, uint32 feeVersion) external view returns (address);
}
