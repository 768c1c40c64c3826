// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IChargeDisputes} from "../interfaces/IChargeDisputes.sol";
import {IERC8004Reputation} from "../interfaces/IERC8004Reputation.sol";
import {IPaidFees} from "../interfaces/IPaidFees.sol";
import {IReputation} from "../interfaces/IReputation.sol";
import {EscrowVault} from "../market/EscrowVault.sol";
import {Clients} from "./reputation/Clients.sol";
import {Discounts} from "./reputation/Discounts.sol";
import {Parameters} from "./reputation/Parameters.sol";
import {ReviewCredit} from "./reputation/ReviewCredit.sol";
import {ReviewRewards} from "./reputation/ReviewRewards.sol";
import {UnnamedReviews} from "./reputation/UnnamedReviews.sol";

/// @title Reputation
/// @dev Its parts, in the order of their storage: reputation/Parameters, Clients, Scores, ReviewCredit, Feedbacks, Summaries,
/// Responses, Discounts, ReviewRewards, HelpfulVotes, UnnamedReviews; Summaries, ReviewRewards and UnnamedReviews have none. It
/// holds no money: Earnings pays the rewards.
/// Multicall lets a client collect and review in one transaction, since the standard's call has no room for ledgers.
contract Reputation is UnnamedReviews, Multicall {
    /// @param paidFees_ The contracts beside the vault whose fees count.
    /// @param anonymousReviews The AnonymousReviews contract.
    constructor(
        EscrowVault vault,
        IChargeDisputes disputes,
        IPaidFees[] memory paidFees_,
        address authority_,
        Settings memory settings,
        address anonymousReviews
    )
        Parameters(authority_, settings)
        Clients(vault.SERVICES())
        ReviewCredit(vault, paidFees_)
        Discounts(disputes, vault.FEES())
        ReviewRewards(vault.EARNINGS())
        UnnamedReviews(anonymousReviews)
    {}

    /// @inheritdoc IERC8004Reputation
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string calldata tag1,
        string calldata tag2,
        string calldata endpoint,
        string calldata feedbackURI,
        bytes32 feedbackHash
    ) external {
        _requireStranger(agentId, msg.sender);
        Feedback memory feedback = Feedback({
            value: value,
            valueDecimals: valueDecimals,
            tag1: tag1,
            tag2: tag2,
            endpoint: endpoint,
            feedbackURI: feedbackURI,
            feedbackHash: feedbackHash
        });

        uint48 weight = _isScored(feedback) ? _spendOnReview(msg.sender, agentId) : 0;
        _record(agentId, msg.sender, feedback, weight);
    }

    /// @inheritdoc IERC8004Reputation
    /// @dev What it weighed is spent: could its fees weigh again, an old fee would be made new at every half-life.
    function revokeFeedback(uint256 agentId, uint64 feedbackIndex) external {
        Review storage review = _reviews[_requireFeedback(agentId, msg.sender, feedbackIndex)];
        require(!review.revoked, ReputationRevokedAlready(agentId, msg.sender, feedbackIndex));

        review.revoked = true;
        _takeWeight(agentId, review, review.weight);

        emit FeedbackRevoked(agentId, msg.sender, feedbackIndex);
    }

    /// @inheritdoc IReputation
    function strike(uint256 serviceId, address client, uint64 feedbackIndex) external restricted {
        Review storage review = _reviews[_requireFeedback(serviceId, client, feedbackIndex)];
        uint48 weight = review.weight;

        review.struck = true;
        _takeWeight(serviceId, review, weight);

        emit FeedbackStruck(serviceId, client, feedbackIndex, weight);
    }
}
