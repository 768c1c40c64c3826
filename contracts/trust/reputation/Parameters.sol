// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IReputation} from "../../interfaces/IReputation.sol";

/// @title Parameters
/// @notice The numbers of Reputation that governance sets, inside constants.
abstract contract Parameters is IReputation, AccessManaged {
    /// @param maxWeight Of one review. @param priorWeight Both in base units of the vault's token.
    /// @param priorMean Points, 0 to 100. @param rewardRate Basis points of a review's weight.
    struct Settings {
        uint48 maxWeight;
        uint16 rewardRate;
        uint8 priorMean;
        uint48 priorWeight;
    }

    /// @notice Bounds of what one review weighs at most.
    uint48 public constant LEAST_MAX_WEIGHT = 1e6;
    uint48 public constant MOST_MAX_WEIGHT = 100_000e6;
    /// @notice Bounds of the prior's weight: without one the first review would be the score.
    uint48 public constant LEAST_PRIOR_WEIGHT = 1e6;
    uint48 public constant MOST_PRIOR_WEIGHT = 10_000e6;
    /// @notice Most points of a rating.
    uint8 public constant MAX_STARS = 100;
    /// @notice Most that a review is rewarded, basis points of its weight: less than it cost, whatever the fee's split.
    uint16 public constant MAX_REWARD_RATE = 5_000;

    // Slot 0: address authority, bool consuming, of AccessManaged; uint48 maxWeight, uint16 rewardRate, uint8 priorMean.
    /// @inheritdoc IReputation
    uint48 public maxWeight;
    /// @inheritdoc IReputation
    uint16 public rewardRate;
    uint8 private _priorMean;
    /// @dev Slot 1.
    uint48 private _priorWeight;

    constructor(address authority_, Settings memory settings) AccessManaged(authority_) {
        _setMaxWeight(settings.maxWeight);
        _setRewardRate(settings.rewardRate);
        _setPrior(settings.priorMean, settings.priorWeight);
    }

    /// @inheritdoc IReputation
    function setMaxWeight(uint48 weight) external restricted {
        _setMaxWeight(weight);
    }

    /// @inheritdoc IReputation
    function setRewardRate(uint16 bps) external restricted {
        _setRewardRate(bps);
    }

    /// @inheritdoc IReputation
    function setPrior(uint8 mean, uint48 weight) external restricted {
        _setPrior(mean, weight);
    }

    /// @inheritdoc IReputation
    function prior() public view returns (uint8 mean, uint48 weight) {
        return (_priorMean, _priorWeight);
    }

    function _setMaxWeight(uint48 weight) private {
        require(
            weight >= LEAST_MAX_WEIGHT && weight <= MOST_MAX_WEIGHT,
            ReputationMaxWeightOutOfBounds(weight, LEAST_MAX_WEIGHT, MOST_MAX_WEIGHT)
        );
        maxWeight = weight;
        emit MaxWeightSet(weight);
    }

    function _setRewardRate(uint16 bps) private {
        require(bps <= MAX_REWARD_RATE, ReputationRewardRateOutOfBounds(bps, MAX_REWARD_RATE));
        rewardRate = bps;
        emit RewardRateSet(bps);
    }

    function _setPrior(uint8 mean, uint48 weight) private {
        require(
            mean <= MAX_STARS && weight >= LEAST_PRIOR_WEIGHT && weight <= MOST_PRIOR_WEIGHT,
            ReputationPriorOutOfBounds(mean, weight, LEAST_PRIOR_WEIGHT, MOST_PRIOR_WEIGHT)
        );
        (_priorMean, _priorWeight) = (mean, weight);
        emit PriorSet(mean, weight);
    }
}
