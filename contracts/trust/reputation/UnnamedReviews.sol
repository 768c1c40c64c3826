// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../../interfaces/IReputation.sol";
import {HelpfulVotes} from "./HelpfulVotes.sol";

/// @title UnnamedReviews
/// @notice What the AnonymousReviews contract may do here: spend the credit of those who join its groups, and keep the reviews
/// of their members. They are not rewarded, since a reward is paid to somebody.
abstract contract UnnamedReviews is HelpfulVotes {
    address public immutable ANONYMOUS;

    constructor(address anonymousReviews) {
        ANONYMOUS = anonymousReviews;
    }

    /// @inheritdoc IReputation
    function spendCredit(address payer, uint256 serviceId, uint48 amount) external {
        _requireAnonymous();
        _requireStranger(serviceId, payer);
        _spendCredit(payer, serviceId, amount);
    }

    /// @inheritdoc IReputation
    function recordAnonymous(
        uint256 serviceId,
        address client,
        Feedback calldata feedback,
        uint48 weight
    ) external returns (uint64 feedbackIndex) {
        _requireAnonymous();
        require(
            _isScored(feedback),
            ReputationNotARating(feedback.value, feedback.valueDecimals, feedback.tag1)
        );
        return _record(serviceId, client, feedback, weight);
    }

    function _requireAnonymous() private view {
        require(msg.sender == ANONYMOUS, ReputationNotAnonymousReviews(msg.sender));
    }
}
