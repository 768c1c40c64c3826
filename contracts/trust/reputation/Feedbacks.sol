// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC8004Reputation} from "../../interfaces/IERC8004Reputation.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {ReviewCredit} from "./ReviewCredit.sol";

/// @title Feedbacks
/// @notice What was said, one slot each: the tag of a rating, which most feedback has, costs none of its own.
abstract contract Feedbacks is ReviewCredit {
    /// @notice The standard's bounds of a value and its decimals.
    int128 public constant MAX_VALUE = 1e38;
    uint8 public constant MAX_DECIMALS = 18;

    string internal constant STARRED = "starred";
    bytes32 private constant STARRED_HASH = keccak256(bytes(STARRED));

    /// @dev Slot 8. One slot each: int128 value, uint8 valueDecimals, uint48 weight, uint16 period, uint32 tenure, bool
    /// starred, bool revoked, bool struck.
    mapping(bytes32 feedbackId => Review) internal _reviews;
    /// @dev Slot 9. Empty for a rating.
    mapping(bytes32 feedbackId => string) private _tag1s;
    /// @dev Slot 10.
    mapping(bytes32 feedbackId => string) private _tag2s;

    /// @inheritdoc IERC8004Reputation
    function readFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex
    )
        external
        view
        returns (int128 value, uint8 valueDecimals, string memory tag1, string memory tag2, bool isRevoked)
    {
        bytes32 id = _requireFeedback(agentId, clientAddress, feedbackIndex);
        Review storage review = _reviews[id];
        (tag1, tag2) = _tagsOf(id);
        return (review.value, review.valueDecimals, tag1, tag2, review.revoked);
    }

    /// @inheritdoc IReputation
    function reviewOf(
        uint256 serviceId,
        address client,
        uint64 feedbackIndex
    ) external view returns (Review memory) {
        return _reviews[_requireFeedback(serviceId, client, feedbackIndex)];
    }

    /// @inheritdoc IReputation
    function weightOf(
        uint256 serviceId,
        address client,
        uint64 feedbackIndex
    ) external view returns (uint48) {
        return _reviews[_requireFeedback(serviceId, client, feedbackIndex)].weight;
    }

    /// @inheritdoc IReputation
    function feedbackPage(
        uint256 serviceId,
        address client,
        uint64 from,
        uint64 count
    ) external view returns (FeedbackEntry[] memory page) {
        uint64 last = _clients[serviceId][client].lastIndex;
        if (from == 0) from = 1;
        uint64 left = from <= last ? last - from + 1 : 0;
        page = new FeedbackEntry[](count < left ? count : left);
        for (uint64 i; i < page.length; ++i) {
            bytes32 id = _idOf(serviceId, client, from + i);
            (string memory tag1, string memory tag2) = _tagsOf(id);
            page[i] = FeedbackEntry(from + i, _reviews[id], tag1, tag2);
        }
    }

    /// @dev Keeps feedback, whoever gives it, and adds it to the score when it has a weight. The caller has found it to be
    /// scored then, and has spent the credit.
    function _record(
        uint256 serviceId,
        address client,
        Feedback memory feedback,
        uint48 weight
    ) internal returns (uint64 index) {
        _checkValue(feedback);
        bool starred = _isStarred(feedback);
        Review memory review = Review({
            value: feedback.value,
            valueDecimals: feedback.valueDecimals,
            weight: weight,
            period: _period(),
            tenure: _tenureOf(serviceId),
            starred: starred,
            revoked: false,
            struck: false
        });

        index = _nextIndex(serviceId, client);
        bytes32 id = _idOf(serviceId, client, index);
        _reviews[id] = review;
        if (!starred) _tag1s[id] = feedback.tag1;
        if (bytes(feedback.tag2).length != 0) _tag2s[id] = feedback.tag2;

        emit NewFeedback(
            serviceId,
            client,
            index,
            feedback.value,
            feedback.valueDecimals,
            feedback.tag1,
            feedback.tag1,
            feedback.tag2,
            feedback.endpoint,
            feedback.feedbackURI,
            feedback.feedbackHash
        );
        if (weight == 0) return index;
        _addScore(serviceId, review);
        emit FeedbackWeighed(serviceId, client, index, weight, review.period, review.tenure);
    }

    /// @dev Whether the score reads it: a rating of 0 to 100 points without decimals.
    function _isScored(Feedback memory feedback) internal pure returns (bool) {
        (int128 points, uint8 decimals) = (feedback.value, feedback.valueDecimals);
        return decimals == 0 && points >= 0 && points <= int128(uint128(MAX_STARS)) && _isStarred(feedback);
    }

    function _idOf(uint256 serviceId, address client, uint64 index) internal pure returns (bytes32) {
        return keccak256(abi.encode(serviceId, client, index));
    }

    function _requireFeedback(
        uint256 serviceId,
        address client,
        uint64 index
    ) internal view returns (bytes32 id) {
        uint64 last = _clients[serviceId][client].lastIndex;
        require(index != 0 && index <= last, ReputationUnknownFeedback(serviceId, client, index, last));
        return _idOf(serviceId, client, index);
    }

    function _tagsOf(bytes32 id) internal view returns (string memory tag1, string memory tag2) {
        return (_reviews[id].starred ? STARRED : _tag1s[id], _tag2s[id]);
    }

    function _isStarred(Feedback memory feedback) private pure returns (bool) {
        return keccak256(bytes(feedback.tag1)) == STARRED_HASH;
    }

    function _checkValue(Feedback memory feedback) private pure {
        (int128 value, uint8 decimals) = (feedback.value, feedback.valueDecimals);
        require(decimals <= MAX_DECIMALS, ReputationDecimalsTooMany(decimals, MAX_DECIMALS));
        require(
            value >= -MAX_VALUE && value <= MAX_VALUE,
            ReputationValueOutOfBounds(value, -MAX_VALUE, MAX_VALUE)
        );
    }
}
