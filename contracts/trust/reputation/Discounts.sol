// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChargeDisputes} from "../../interfaces/IChargeDisputes.sol";
import {IFeeSchedule, ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {ClaimHash} from "../../market/libraries/ClaimHash.sol";
import {FeeSplit} from "../../market/libraries/FeeSplit.sol";
import {Responses} from "./Responses.sol";

/// @title Discounts
/// @notice Money that a dispute gave back to its payer counts for him no more, though the treasury keeps its fee: somebody
/// else has paid it, a gateway's bond or the publisher. What a publisher refunds of himself stays as it is: he has lost the fee.
abstract contract Discounts is Responses {
    IChargeDisputes public immutable DISPUTES;
    IFeeSchedule public immutable FEES;

    /// @dev Slot 12.
    /// @inheritdoc IReputation
    mapping(uint256 claimId => mapping(uint256 index => uint96)) public discountedOf;

    constructor(IChargeDisputes disputes, IFeeSchedule fees) {
        DISPUTES = disputes;
        FEES = fees;
    }

    /// @inheritdoc IReputation
    function discount(
        IChargeDisputes.ClaimRecord calldata claim,
        IChargeDisputes.ClaimedRow calldata row,
        bytes32 termsId,
        uint32 feeVersion
    ) external {
        _checkClaimed(claim, row);
        bytes32 termsHash = keccak256(abi.encode(termsId, feeVersion));
        require(termsHash == row.termsHash, ReputationOtherTerms(termsHash, row.termsHash));
        uint96 refunded = DISPUTES.rowOf(claim.claimId, row.index).refunded;
        uint96 before = discountedOf[claim.claimId][row.index];
        require(refunded > before, ReputationNothingRefunded(claim.claimId, row.index, before));

        (ServiceClass class, ) = SERVICES.classOf(row.serviceId, termsId);
        IFeeSchedule.Fees memory fees = FEES.feesOf(class, feeVersion);
        // Rounding can make the part of more money one unit less.
        uint256 amount = Math.saturatingSub(_treasuryPart(refunded, fees), _treasuryPart(before, fees));
        discountedOf[claim.claimId][row.index] = refunded;
        (uint96 credit, uint96 debt) = _takeBack(row.payer, row.serviceId, uint96(amount));

        emit FeesDiscounted(
            row.payer,
            row.serviceId,
            claim.claimId,
            row.index,
            refunded,
            uint96(amount),
            credit,
            debt
        );
    }

    /// @inheritdoc IReputation
    function lighten(uint256 serviceId, address client, uint64 feedbackIndex) external {
        Review storage review = _reviews[_requireFeedback(serviceId, client, feedbackIndex)];
        (uint96 debt, uint48 weight) = (debtOf[serviceId][client], review.weight);
        require(debt != 0, ReputationNoDebt(serviceId, client));
        require(weight != 0, ReputationNoWeight(serviceId, client, feedbackIndex));

        uint48 taken = debt > weight ? weight : uint48(debt);
        debtOf[serviceId][client] = debt - taken;
        _takeWeight(serviceId, review, taken);

        emit FeedbackLightened(serviceId, client, feedbackIndex, taken, weight - taken, debt - taken);
    }

    /// @dev The row is in the claim and the claim in the vault.
    function _checkClaimed(
        IChargeDisputes.ClaimRecord calldata claim,
        IChargeDisputes.ClaimedRow calldata row
    ) private view {
        bytes32[] calldata rowHashes = claim.rowHashes;
        bytes32 ledgerId = ClaimHash.ledgerId(row.payer, claim.gateway, row.key, row.serviceId);
        bytes32 hash = ClaimHash.ofClaim(claim.gateway, claim.time, claim.receiptsRoot, rowHashes);
        bytes32 claimHash = VAULT.claimHash(claim.claimId);
        bytes32 rowHash = ClaimHash.ofRow(ledgerId, row.epoch, row.termsHash, row.before, row.charged);
        require(hash == claimHash, ReputationOtherClaim(claim.claimId, hash, claimHash));
        require(row.index < rowHashes.length, ReputationNoSuchRow(row.index, rowHashes.length));
        require(
            rowHash == rowHashes[row.index],
            ReputationOtherRow(row.index, rowHash, rowHashes[row.index])
        );
    }

    function _treasuryPart(
        uint96 amount,
        IFeeSchedule.Fees memory fees
    ) private pure returns (uint256 treasury) {
        (, , , treasury) = FeeSplit.shares(amount, fees);
    }
}
