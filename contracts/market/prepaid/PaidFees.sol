// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IPaidFees} from "../../interfaces/IPaidFees.sol";
import {PrepaidCore} from "./PrepaidCore.sol";

/// @title PaidFees
/// @notice Counts the treasury's share of fees that are paid for good. One slot of storage.
abstract contract PaidFees is PrepaidCore {
    /// @dev Slot 6 of Subscriptions and of Streams.
    /// @inheritdoc IPaidFees
    mapping(address payer => mapping(uint256 serviceId => uint96)) public feesOf;

    /// @dev A publisher who pays himself has bought no word about his service.
    function _countFees(address payer, uint256 serviceId, uint96 share) internal returns (uint96 counted) {
        (address owner, address payee) = SERVICES.publisherOf(serviceId);
        counted = feesOf[payer][serviceId];
        if (payer == owner || payer == payee) return counted;
        counted += share;
        feesOf[payer][serviceId] = counted;
    }
}
