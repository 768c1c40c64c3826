// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../../interfaces/IReputation.sol";
import {Clients} from "./Clients.sol";

/// @title Scores
/// @notice Sums of reviews by service, tenure and period, and the score that they make. However many reviews there are, a
/// score reads the same number of sums.
abstract contract Scores is Clients {
    /// @param weighted Sum of each review's weight times its points.
    /// @param count Reviews that weigh something.
    struct Bucket {
        uint96 weight;
        uint96 weighted;
        uint32 count;
    }

    uint256 public constant PERIOD = 30 days;
    /// @notice Periods that a score reads: of a weight of the first, 1/256 is left in the last but two.
    uint256 public constant PERIODS = 24;
    /// @notice Periods in which a weight halves.
    uint256 public constant HALF_LIFE = 3;
    /// @notice A mean counts in hundredths of a point.
    uint256 private constant HUNDREDTHS = 100;

    /// @dev Powers of one half, of 32 binary places: to 0, 1/3 and 2/3.
    uint256 private constant WHOLE = 1 << 32;
    uint256 private constant THIRD = 3408917802;
    uint256 private constant TWO_THIRDS = 2705659852;
    uint256 private constant PLACES = 32;

    /// @dev Slot 4. One slot each: uint96 weight, uint96 weighted, uint32 count. What was said of one owner is not said of the
    /// next: a transfer begins with empty buckets.
    mapping(uint256 serviceId => mapping(uint32 tenure => mapping(uint256 period => Bucket)))
        private _buckets;

    /// @inheritdoc IReputation
    function scoreOf(uint256 serviceId) external view returns (uint16 mean, uint96 weight, uint32 count) {
        mapping(uint256 period => Bucket) storage buckets = _buckets[serviceId][_tenureOf(serviceId)];
        uint256 period = _period();
        uint256 weighted;
        for (uint256 age; age < PERIODS && age <= period; ++age) {
            Bucket memory bucket = buckets[period - age];
            weight += uint96(_decayed(bucket.weight, age));
            weighted += _decayed(bucket.weighted, age);
            count += bucket.count;
        }
        (uint256 priorMean, uint256 priorWeight) = prior();
        uint256 sum = weighted + priorMean * priorWeight;
        mean = uint16((sum * HUNDREDTHS) / (weight + priorWeight));
    }

    function _period() internal view returns (uint16) {
        return uint16(block.timestamp / PERIOD);
    }

    /// @dev A service is not sold four billion times.
    function _tenureOf(uint256 serviceId) internal view returns (uint32) {
        return uint32(SERVICES.tenureOf(serviceId));
    }

    /// @dev Adds a review whose points are 0 to 100 and whose weight is not zero.
    function _addScore(uint256 serviceId, Review memory review) internal {
        Bucket storage bucket = _buckets[serviceId][review.tenure][review.period];
        bucket.weight += review.weight;
        bucket.weighted += _weighted(review.value, review.weight);
        bucket.count += 1;
    }

    /// @dev Takes `amount` of a review's weight away again, from the bucket that it was added to.
    function _takeWeight(uint256 serviceId, Review storage review, uint48 amount) internal {
        if (amount == 0) return;
        Bucket storage bucket = _buckets[serviceId][review.tenure][review.period];
        uint48 left = review.weight - amount;
        review.weight = left;
        bucket.weight -= amount;
        bucket.weighted -= _weighted(review.value, amount);
        if (left == 0) bucket.count -= 1;
    }

    function _weighted(int128 points, uint48 weight) private pure returns (uint96) {
        return uint96(uint128(points)) * weight;
    }

    function _decayed(uint256 amount, uint256 age) private pure returns (uint256) {
        uint256 part = age % HALF_LIFE;
        uint256 factor =
            part == 0
                ? WHOLE
                : part == 1
                    ? THIRD
                    : TWO_THIRDS;
        return (amount * factor) >> (PLACES + age / HALF_LIFE);
    }
}
