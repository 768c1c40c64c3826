// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "./IReputation.sol";

/// @title AnonymousReviews
/// @notice Reviews by people who have paid, of whom nobody can say which of them wrote which. Reviewers join a group in the
/// open and spend review credit there; once the group is closed, each member gives one review by zero-knowledge proof.
/// @dev Groups are Semaphore's (v4). A member shows that he knows the secret of one commitment in the group and no more: the
/// review stands under a pseudonym that follows from the proof's nullifier.
///
/// Why a group closes before its first review: who could review at once would be known by the time, as the member who joined
/// just before. All members wait for the same moment, the closing and a day, and every proof is of the same last root. So no
/// proof can be of a small or an old set, and none can be made in the block of a joining.
interface IAnonymousReviews {
    /// @notice Members of one service who joined from one epoch on. An epoch is a number of `EPOCH` seconds of chain time,
    /// counted from zero; a group is named by the one in which its first member joined.
    /// @param semaphoreId Of the group in the Semaphore contract.
    /// @param denomination Review credit that each member has spent, and the weight of each review, base units of the vault's token.
    /// @param closesAt Unix seconds from which nobody joins it any more; zero while it has too few members to close.
    struct ReviewerGroup {
        uint64 semaphoreId;
        uint48 denomination;
        uint40 closesAt;
    }

    event ReviewerGroupOpened(
        uint256 indexed serviceId,
        uint256 indexed epoch,
        uint256 semaphoreId,
        uint48 denomination
    );
    /// @notice `index` is the commitment's place in the group: all of a group in this order make its Merkle tree.
    /// @param spent Review credit taken from the reviewer.
    /// @param closesAt As in the group, with this member: zero until it has `MIN_SET` of them.
    event ReviewerJoined(
        uint256 indexed serviceId,
        uint256 indexed epoch,
        address indexed reviewer,
        uint256 commitment,
        uint256 index,
        uint48 spent,
        uint40 closesAt
    );
    /// @notice Beside the events of every feedback, which have `client` as their author.
    event AnonymousFeedbackGiven(
        uint256 indexed serviceId,
        uint256 indexed epoch,
        address indexed client,
        uint256 nullifier
    );
    event DenominationSet(uint48 amount);

    error AnonymousReviewsNotOpen(uint256 serviceId, uint256 epoch, uint256 openEpoch);
    error AnonymousReviewsJoinedAlready(uint256 serviceId, uint256 epoch, address reviewer);
    error AnonymousReviewsCommitmentInvalid(uint256 commitment, uint256 fieldOrder);
    error AnonymousReviewsCommitmentTaken(uint256 serviceId, uint256 epoch, uint256 commitment);
    error AnonymousReviewsGroupFull(uint256 serviceId, uint256 epoch, uint256 maximum);
    error AnonymousReviewsUnknownGroup(uint256 serviceId, uint256 epoch);
    error AnonymousReviewsSetTooSmall(uint256 serviceId, uint256 epoch, uint256 size, uint256 minimum);
    error AnonymousReviewsTooEarly(uint256 time, uint256 earliest);
    error AnonymousReviewsNullifierUsed(uint256 serviceId, uint256 epoch, uint256 nullifier);
    error AnonymousReviewsInvalidProof(uint256 serviceId, uint256 epoch, uint256 scope, uint256 message);
    error AnonymousReviewsDenominationOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);

    /// @notice Spends the group's denomination of the caller's review credit for `serviceId`, and adds his commitment. Each
    /// account joins a group once, so that a set of eight is eight accounts that have paid.
    /// @dev Opens a group when there is none that can be joined. One that has fewer than `MIN_SET` members at the end of its
    /// epoch stays open: no credit is spent for a review that could never be given.
    /// @param epoch Of the group that is meant, `openEpoch(serviceId)`: what was prepared for another is refused.
    /// @param commitment Semaphore's identity commitment. Nothing else of the identity may ever be shown.
    /// @param ledgers Of the caller, whose fees are collected first; none when they are.
    /// @return index Of the commitment in the group.
    function joinReviewers(
        uint256 serviceId,
        uint256 epoch,
        uint256 commitment,
        IReputation.LedgerKey[] calldata ledgers
    ) external returns (uint256 index);

    /// @notice Records a member's review, with the group's denomination as its weight. Whoever sends it: the one who wrote it
    /// had better not. It earns no reward, since a reward is paid to somebody.
    /// @param feedback A rating that the score reads: a member has one review, and none to waste.
    /// @param nullifier Of the proof. Each stands for one member in this scope, and is used once.
    /// @param points The Groth16 proof for depth 16, as Semaphore packs it, of membership in the closed group, with
    /// `messageOf(feedback)` and `scopeOf(serviceId, epoch)`.
    /// @return client Author of the feedback to every reader of ERC-8004: the last 20 bytes of the nullifier's keccak256.
    /// @return feedbackIndex As in ERC-8004.
    function giveAnonymousFeedback(
        uint256 serviceId,
        uint256 epoch,
        IReputation.Feedback calldata feedback,
        uint256 nullifier,
        uint256[8] calldata points
    ) external returns (address client, uint64 feedbackIndex);

    /// @notice Sets what the groups that open from now on cost and weigh; those that are open keep theirs. Role OPERATIONS.
    /// @param amount Base units of the vault's token, inside `LEAST_DENOMINATION` and `MOST_DENOMINATION`.
    function setDenomination(uint48 amount) external;

    /// @notice What a group that opens now would cost and weigh, base units of the vault's token.
    function denomination() external view returns (uint48);

    /// @notice The epoch of the group that a joining goes to now.
    function openEpoch(uint256 serviceId) external view returns (uint256);

    function groupOf(uint256 serviceId, uint256 epoch) external view returns (ReviewerGroup memory);

    /// @notice Number of members.
    function groupSize(uint256 serviceId, uint256 epoch) external view returns (uint256);

    function hasJoined(uint256 serviceId, uint256 epoch, address reviewer) external view returns (bool);

    /// @notice Whether the member with this nullifier has given his review.
    function isNullifierUsed(uint256 serviceId, uint256 nullifier) external view returns (bool);

    /// @notice The proof's scope. It names chain and contract: the same identity in another deployment's group leaves another
    /// nullifier, so that nothing links the two.
    function scopeOf(uint256 serviceId, uint256 epoch) external view returns (uint256);

    /// @notice The proof's message: a hash of all that the review says.
    function messageOf(IReputation.Feedback calldata feedback) external pure returns (uint256);
}
