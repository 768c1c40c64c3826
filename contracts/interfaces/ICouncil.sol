// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Council
/// @notice A few members, elected by governance until a date, who make a call together: k of n approve it, then the council is
/// its sender. What a council can do is what the Authority, or another contract, allows its address.
/// @dev Warning: a call to a function that the Authority does not guard is made like any other. A council holds no value, and
/// no contract should take its word for more than its role.
interface ICouncil {
    /// @param expiry Unix seconds from which nothing can be done with it.
    /// @param scheduledAs The Authority's nonce of the operation that waits, or has waited, there for the delay of the council's
    /// role; 0 when there is none.
    struct CouncilProposal {
        address target;
        uint48 expiry;
        uint32 scheduledAs;
        bool enacted;
        bytes data;
    }

    /// @param termEnd Unix seconds from which the council can do nothing, until governance sets it anew.
    event CouncilSet(address[] members, uint256 threshold, uint64 termEnd);
    /// @notice A member proposed a call, and approves of it.
    event Proposed(
        uint256 indexed id,
        address indexed proposer,
        address indexed target,
        bytes data,
        uint48 expiry
    );
    event Approved(uint256 indexed id, address indexed member);
    event ApprovalWithdrawn(uint256 indexed id, address indexed member);
    /// @param operationId Of the Authority. @param eta Unix seconds from which it can be enacted.
    event Scheduled(uint256 indexed id, bytes32 indexed operationId, uint48 eta);
    event Enacted(uint256 indexed id);

    error CouncilMemberCount(uint256 count, uint256 minimum, uint256 maximum);
    error CouncilZeroAddress();
    error CouncilRepeatedMember(address member);
    error CouncilThresholdOutOfBounds(uint256 threshold, uint256 minimum, uint256 maximum);
    error CouncilTermOutOfBounds(uint64 termEnd, uint256 earliest, uint256 latest);
    error CouncilTermOver(uint64 termEnd, uint256 time);
    error CouncilNotMember(address caller);
    error CouncilNoCode(address target);
    error CouncilNoSelector(uint256 length);
    error CouncilUnknownProposal(uint256 id, uint256 count);
    error CouncilProposalExpired(uint256 id, uint48 expiry, uint256 time);
    error CouncilEnactedAlready(uint256 id);
    error CouncilApprovedAlready(uint256 id, address member);
    error CouncilNotApproved(uint256 id, address member);
    /// @notice The Authority knows it no more: it was vetoed, or waited there for more than a week.
    error CouncilNotScheduled(uint256 id, bytes32 operationId);
    error CouncilTooFewApprovals(uint256 id, uint256 approvals, uint256 threshold);

    /// @notice Elects the members anew. Governed.
    /// @param members_ 1 to `MAX_MEMBERS`, each once.
    /// @param threshold_ More than half of them, so that no two parts of a council can each act against the other.
    /// @param termEnd_ Unix seconds; at most `MAX_TERM` ahead.
    /// @dev Open proposals stay, and count the approvals of current members alone. Who comes back within a proposal's life
    /// still stands by what he approved.
    function setMembers(address[] calldata members_, uint256 threshold_, uint64 termEnd_) external;

    /// @notice Proposes a call without value, which counts as the caller's approval. Members only, as all that follows.
    /// @return id Counted from 1.
    function propose(address target, bytes calldata data) external returns (uint256 id);

    function approve(uint256 id) external;

    function withdrawApproval(uint256 id) external;

    /// @notice Makes the call, once enough current members approve. Where the Authority asks a delay of the council, the first
    /// time schedules it there, and a second one after the delay makes it; in between the role's guardian may cancel it,
    /// and it takes a new proposal to try again. A call that fails gives its own reason.
    function enact(uint256 id) external;

    /// @notice True for a member whose term is not over.
    function isMember(address account) external view returns (bool);

    function members() external view returns (address[] memory);

    function threshold() external view returns (uint256);

    function termEnd() external view returns (uint64);

    /// @notice Number of the newest proposal.
    function proposalCount() external view returns (uint256);

    function proposalOf(uint256 id) external view returns (CouncilProposal memory);

    /// @notice How many current members approve.
    function approvalsOf(uint256 id) external view returns (uint256);

    function hasApproved(uint256 id, address member) external view returns (bool);
}
