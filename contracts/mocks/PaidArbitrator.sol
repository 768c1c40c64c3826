// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrable} from "../interfaces/IArbitrable.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";

/// @notice An arbitrator that costs coin, rules as it is told, and can count as it likes or try to rule while it is asked.
contract PaidArbitrator is IArbitrator {
    uint256 public immutable COST;
    uint256 public newest;
    bool public hasty;

    constructor(uint256 cost) {
        COST = cost;
    }

    function setNewest(uint256 newest_) external {
        newest = newest_;
    }

    function setHasty(bool hasty_) external {
        hasty = hasty_;
    }

    function give(IArbitrable arbitrable, uint256 disputeID, uint256 ruling) external {
        arbitrable.rule(disputeID, ruling);
    }

    function createDispute(uint256, bytes calldata) external payable returns (uint256 disputeID) {
        require(msg.value == COST);
        disputeID = ++newest;
        if (hasty) IArbitrable(msg.sender).rule(disputeID, 1);
    }

    function appeal(uint256, bytes calldata) external payable {}

    function arbitrationCost(bytes calldata) external view returns (uint256) {
        return COST;
    }

    function appealCost(uint256, bytes calldata) external view returns (uint256) {
        return COST;
    }

    function appealPeriod(uint256) external pure returns (uint256, uint256) {
        return (0, 0);
    }

    function disputeStatus(uint256) external pure returns (DisputeStatus) {
        return DisputeStatus.Waiting;
    }

    function currentRuling(uint256) external pure returns (uint256) {
        return 0;
    }
}
