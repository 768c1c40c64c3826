// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISemaphore} from "@semaphore-protocol/contracts/interfaces/ISemaphore.sol";
import {ISemaphoreGroups} from "@semaphore-protocol/contracts/interfaces/ISemaphoreGroups.sol";
import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAnonymousReviews} from "../interfaces/IAnonymousReviews.sol";
import {IReputation} from "../interfaces/IReputation.sol";

/// @title AnonymousReviews
/// @dev Credit, feedback and score are Reputation's, beside which it has no room. Asks Semaphore whether a proof is valid and
/// never to use a nullifier up: its `validateProof` is for anybody, who could do so with a review that he sees on its way. A
/// nullifier is used when the author who follows from it has given feedback.
contract AnonymousReviews is IAnonymousReviews, AccessManaged {
    /// @notice Seconds of an epoch, at whose end a group that is large enough closes.
    uint256 public constant EPOCH = 30 days;
    /// @notice Seconds from a group's closing to its first review: who joined last is not who reviews first.
    uint256 public constant QUIET = 1 days;
    /// @notice Members that a group has at least when it closes.
    uint256 public constant MIN_SET = 8;
    /// @notice Depth of the tree that proofs are made for, whatever the group's own is.
    uint256 public constant DEPTH = 16;
    /// @notice Members that a tree of that depth holds.
    uint256 public constant MAX_SET = 2 ** DEPTH;
    /// @notice Order of the field in which commitments are numbers.
    uint256 public constant FIELD_ORDER =
        21888242871839275222246405745257275088548364400416034343698204186575808495617;
    /// @notice Bounds of the denomination, base units of the vault's token: no more than Reputation lets any review weigh.
    uint48 public constant LEAST_DENOMINATION = 1e4;
    uint48 public constant MOST_DENOMINATION = 1e6;

    IReputation public immutable REPUTATION;
    /// @notice Holds the groups, of which this contract is the admin.
    ISemaphore public immutable SEMAPHORE;

    // Slot 0: address authority, bool consuming, of AccessManaged; uint48 denomination.
    /// @inheritdoc IAnonymousReviews
    uint48 public denomination;

    /// @dev Slot 1. One slot each: uint64 semaphoreId, uint48 denomination, uint40 closesAt.
    mapping(uint256 serviceId => mapping(uint256 epoch => ReviewerGroup)) private _groups;

    /// @dev Slot 2. Epoch of the service's newest group.
    mapping(uint256 serviceId => uint256 epoch) private _newestEpoch;

    /// @dev Slot 3.
    mapping(uint256 semaphoreId => mapping(address reviewer => bool)) private _joined;

    constructor(
        IReputation reputation,
        ISemaphore semaphore,
        address authority_,
        uint48 initialDenomination
    ) AccessManaged(authority_) {
        REPUTATION = reputation;
        SEMAPHORE = semaphore;
        _setDenomination(initialDenomination);
    }

    /// @inheritdoc IAnonymousReviews
    function joinReviewers(
        uint256 serviceId,
        uint256 epoch,
        uint256 commitment,
        IReputation.LedgerKey[] calldata ledgers
    ) external returns (uint256 index) {
        uint256 open = openEpoch(serviceId);
        require(epoch == open, AnonymousReviewsNotOpen(serviceId, epoch, open));
        require(
            commitment != 0 && commitment < FIELD_ORDER,
            AnonymousReviewsCommitmentInvalid(commitment, FIELD_ORDER)
        );
        ReviewerGroup memory group = _groups[serviceId][epoch];
        if (group.denomination == 0) group = _open(serviceId, epoch);
        index = _sizeOf(group);
        require(
            !_joined[group.semaphoreId][msg.sender],
            AnonymousReviewsJoinedAlready(serviceId, epoch, msg.sender)
        );
        require(
            !_trees().hasMember(group.semaphoreId, commitment),
            AnonymousReviewsCommitmentTaken(serviceId, epoch, commitment)
        );
        require(index < MAX_SET, AnonymousReviewsGroupFull(serviceId, epoch, MAX_SET));

        _joined[group.semaphoreId][msg.sender] = true;
        if (index + 1 == MIN_SET) {
            group.closesAt = uint40((block.timestamp / EPOCH + 1) * EPOCH);
            _groups[serviceId][epoch] = group;
        }

        emit ReviewerJoined(
            serviceId,
            epoch,
            msg.sender,
            commitment,
            index,
            group.denomination,
            group.closesAt
        );
        if (ledgers.length != 0) REPUTATION.collect(msg.sender, serviceId, ledgers);
        REPUTATION.spendCredit(msg.sender, serviceId, group.denomination);
        SEMAPHORE.addMember(group.semaphoreId, commitment);
    }

    /// @inheritdoc IAnonymousReviews
    function giveAnonymousFeedback(
        uint256 serviceId,
        uint256 epoch,
        IReputation.Feedback calldata feedback,
        uint256 nullifier,
        uint256[8] calldata points
    ) external returns (address client, uint64 feedbackIndex) {
        ReviewerGroup memory group = _requireReviewable(serviceId, epoch);
        client = _clientOf(nullifier);
        require(
            REPUTATION.getLastIndex(serviceId, client) == 0,
            AnonymousReviewsNullifierUsed(serviceId, epoch, nullifier)
        );
        _checkProof(serviceId, epoch, group.semaphoreId, messageOf(feedback), nullifier, points);

        emit AnonymousFeedbackGiven(serviceId, epoch, client, nullifier);
        feedbackIndex = REPUTATION.recordAnonymous(serviceId, client, feedback, group.denomination);
    }

    /// @inheritdoc IAnonymousReviews
    function setDenomination(uint48 amount) external restricted {
        _setDenomination(amount);
    }

    /// @inheritdoc IAnonymousReviews
    function groupOf(uint256 serviceId, uint256 epoch) external view returns (ReviewerGroup memory) {
        return _groups[serviceId][epoch];
    }

    /// @inheritdoc IAnonymousReviews
    function groupSize(uint256 serviceId, uint256 epoch) external view returns (uint256) {
        ReviewerGroup memory group = _groups[serviceId][epoch];
        return group.denomination == 0 ? 0 : _sizeOf(group);
    }

    /// @inheritdoc IAnonymousReviews
    function hasJoined(uint256 serviceId, uint256 epoch, address reviewer) external view returns (bool) {
        ReviewerGroup memory group = _groups[serviceId][epoch];
        return group.denomination != 0 && _joined[group.semaphoreId][reviewer];
    }

    /// @inheritdoc IAnonymousReviews
    function isNullifierUsed(uint256 serviceId, uint256 nullifier) external view returns (bool) {
        return REPUTATION.getLastIndex(serviceId, _clientOf(nullifier)) != 0;
    }

    /// @inheritdoc IAnonymousReviews
    function openEpoch(uint256 serviceId) public view returns (uint256) {
        uint256 newest = _newestEpoch[serviceId];
        ReviewerGroup memory group = _groups[serviceId][newest];
        bool isOpen = group.denomination != 0 && (group.closesAt == 0 || block.timestamp < group.closesAt);
        return isOpen ? newest : block.timestamp / EPOCH;
    }

    /// @inheritdoc IAnonymousReviews
    function scopeOf(uint256 serviceId, uint256 epoch) public view returns (uint256) {
        return uint256(keccak256(abi.encode(block.chainid, address(this), serviceId, epoch)));
    }

    /// @inheritdoc IAnonymousReviews
    function messageOf(IReputation.Feedback calldata feedback) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(feedback)));
    }

    function _setDenomination(uint48 amount) private {
        require(
            amount >= LEAST_DENOMINATION && amount <= MOST_DENOMINATION,
            AnonymousReviewsDenominationOutOfBounds(amount, LEAST_DENOMINATION, MOST_DENOMINATION)
        );
        denomination = amount;
        emit DenominationSet(amount);
    }

    /// @dev A closed group has one root for ever, so no older one need be accepted: duration 0.
    function _open(uint256 serviceId, uint256 epoch) private returns (ReviewerGroup memory group) {
        uint256 semaphoreId = SEMAPHORE.createGroup(address(this), 0);
        group = ReviewerGroup({semaphoreId: uint64(semaphoreId), denomination: denomination, closesAt: 0});
        _groups[serviceId][epoch] = group;
        _newestEpoch[serviceId] = epoch;
        emit ReviewerGroupOpened(serviceId, epoch, semaphoreId, group.denomination);
    }

    function _requireReviewable(
        uint256 serviceId,
        uint256 epoch
    ) private view returns (ReviewerGroup memory group) {
        group = _groups[serviceId][epoch];
        require(group.denomination != 0, AnonymousReviewsUnknownGroup(serviceId, epoch));
        if (group.closesAt == 0)
            revert AnonymousReviewsSetTooSmall(serviceId, epoch, _sizeOf(group), MIN_SET);
        uint256 earliest = group.closesAt + QUIET;
        require(block.timestamp >= earliest, AnonymousReviewsTooEarly(block.timestamp, earliest));
    }

    /// @dev Root, depth, scope and message are computed here: a proof of anything else is none.
    function _checkProof(
        uint256 serviceId,
        uint256 epoch,
        uint256 semaphoreId,
        uint256 message,
        uint256 nullifier,
        uint256[8] calldata points
    ) private view {
        uint256 scope = scopeOf(serviceId, epoch);
        bool isValid = SEMAPHORE.verifyProof(
            semaphoreId,
            ISemaphore.SemaphoreProof({
                merkleTreeDepth: DEPTH,
                merkleTreeRoot: _trees().getMerkleTreeRoot(semaphoreId),
                nullifier: nullifier,
                message: message,
                scope: scope,
                points: points
            })
        );
        require(isValid, AnonymousReviewsInvalidProof(serviceId, epoch, scope, message));
    }

    function _sizeOf(ReviewerGroup memory group) private view returns (uint256) {
        return _trees().getMerkleTreeSize(group.semaphoreId);
    }

    function _clientOf(uint256 nullifier) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode(nullifier)))));
    }

    function _trees() private view returns (ISemaphoreGroups) {
        return ISemaphoreGroups(address(SEMAPHORE));
    }
}
