// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {Discounts} from "./Discounts.sol";

/// @title ReviewRewards
/// @notice A part of its fees goes back to who reviews them in time, the same for any rating. Each unit of a fee is rewarded
/// once: it is spent with the review, and neither a revocation nor a strike gives it back. No storage.
abstract contract ReviewRewards is Discounts {
    uint256 private constant ALL = 10_000;

    IEarnings public immutable EARNINGS;

    constructor(IEarnings earnings) {
        EARNINGS = earnings;
    }

    /// @inheritdoc IReputation
    function collectReward(uint256 serviceId, address to) external returns (uint96 amount) {
        Client storage client = _clients[serviceId][msg.sender];
        (uint48 reward, uint96 pool) = (client.reward, EARNINGS.rewardsAccrued());
        amount = reward < pool ? reward : pool;
        require(to != address(0), ReputationZeroAddress());
        require(amount != 0, ReputationNothingToCollect(serviceId, msg.sender, reward, pool));

        reward -= uint48(amount);
        client.reward = reward;

        emit RewardCollected(msg.sender, serviceId, to, amount, reward);
        EARNINGS.payReward(to, amount);
    }

    /// @dev Spends on an open review what the payer has, as far as one review can weigh, and rewards what is fresh of it.
    function _spendOnReview(address payer, uint256 serviceId) internal returns (uint48 weight) {
        Client storage client = _clients[serviceId][payer];
        (uint80 credit, uint48 fresh, uint48 reward) = (client.credit, client.fresh, client.reward);
        if (credit == 0) return 0;
        weight = credit > maxWeight ? maxWeight : uint48(credit);
        uint48 rewarded =
            block.timestamp > client.freshUntil
                ? 0
                : fresh < weight
                    ? fresh
                    : weight;
        uint48 granted = uint48((uint256(rewarded) * rewardRate) / ALL);

        client.fresh = fresh - rewarded;
        client.reward = reward + granted;
        _setCredit(client, credit - weight);

        emit CreditSpent(payer, serviceId, weight, credit - weight, client.fresh, granted, reward + granted);
    }
}
