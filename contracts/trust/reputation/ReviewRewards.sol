// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {Discounts} from "./Discounts.sol";

/// @title ReviewRewards
/// @notice A part of its fees goes back to who reviews them in time, the same for any rating. Each unit of a fee is rewarded
/// once: it is spent with the review, and neither a revocation nor a strike gives it back.
abstract contract ReviewRewards is Discounts {
    uint256 private constant ALL = 10_000;

    IEarnings public immutable EARNINGS;

    /// @dev Slot 13.
    /// @inheritdoc IReputation
    mapping(address client => uint96) public rewardOf;

    constructor(IEarnings earnings) {
        EARNINGS = earnings;
    }

    /// @inheritdoc IReputation
    function collectReward(address to) external returns (uint96 amount) {
        (uint96 owed, uint96 pool) = (rewardOf[msg.sender], EARNINGS.rewardsAccrued());
        amount = owed < pool ? owed : pool;
        require(to != address(0), ReputationZeroAddress());
        require(amount != 0, ReputationNothingToCollect(msg.sender, owed, pool));

        rewardOf[msg.sender] = owed - amount;

        emit RewardCollected(msg.sender, to, amount, owed - amount);
        EARNINGS.payReward(to, amount);
    }

    /// @param rewarded The part of the review's weight that was fresh.
    function _grantReward(uint256 serviceId, address client, uint64 index, uint48 rewarded) internal {
        uint96 amount = uint96((uint256(rewarded) * rewardRate) / ALL);
        if (amount == 0) return;
        uint96 owed = rewardOf[client] + amount;
        rewardOf[client] = owed;
        emit RewardGranted(client, serviceId, index, amount, owed);
    }
}
