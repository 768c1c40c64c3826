// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {ICouncil} from "../interfaces/ICouncil.sol";

/// @title Council
contract Council is ICouncil, AccessManaged {
    uint256 public constant MAX_MEMBERS = 15;
    /// @notice Seconds that a term lasts at most.
    uint64 public constant MAX_TERM = 730 days;
    /// @notice Seconds from a proposal to its end, the Authority's delay included.
    uint64 public constant PROPOSAL_LIFE = 14 days;

    // Slot 0 is AccessManaged's.

    /// @dev Slot 1.
    address[] private _members;
    /// @dev Slot 2.
    mapping(address account => bool) private _seated;
    /// @dev Slot 3.
    /// @inheritdoc ICouncil
    uint256 public threshold;
    /// @dev Slot 4.
    /// @inheritdoc ICouncil
    uint64 public termEnd;
    /// @dev Slot 5. Append-only: proposal n is at index n - 1.
    CouncilProposal[] private _proposals;
    /// @dev Slot 6. Approvals of members and of those who were.
    mapping(uint256 id => mapping(address member => bool)) private _approved;

    modifier membersOnly() {
        _checkMember(msg.sender);
        _;
    }

    constructor(
        address authority_,
        address[] memory members_,
        uint256 threshold_,
        uint64 termEnd_
    ) AccessManaged(authority_) {
        _setMembers(members_, threshold_, termEnd_);
    }

    /// @inheritdoc ICouncil
    function setMembers(
        address[] calldata members_,
        uint256 threshold_,
        uint64 termEnd_
    ) external restricted {
        _setMembers(members_, threshold_, termEnd_);
    }

    /// @inheritdoc ICouncil
    function propose(address target, bytes calldata data) external membersOnly returns (uint256 id) {
        uint48 expiry = uint48(block.timestamp + PROPOSAL_LIFE);
        require(target.code.length != 0, CouncilNoCode(target));
        require(data.length >= 4, CouncilNoSelector(data.length));

        _proposals.push(
            CouncilProposal({target: target, expiry: expiry, scheduledAs: 0, enacted: false, data: data})
        );
        id = _proposals.length;
        _approved[id][msg.sender] = true;

        emit Proposed(id, msg.sender, target, data, expiry);
    }

    /// @inheritdoc ICouncil
    function approve(uint256 id) external membersOnly {
        _open(id);
        require(!_approved[id][msg.sender], CouncilApprovedAlready(id, msg.sender));

        _approved[id][msg.sender] = true;

        emit Approved(id, msg.sender);
    }

    /// @inheritdoc ICouncil
    function withdrawApproval(uint256 id) external membersOnly {
        _open(id);
        require(_approved[id][msg.sender], CouncilNotApproved(id, msg.sender));

        _approved[id][msg.sender] = false;

        emit ApprovalWithdrawn(id, msg.sender);
    }

    /// @inheritdoc ICouncil
    function enact(uint256 id) external membersOnly {
        CouncilProposal storage proposal = _open(id);
        uint256 approvals = approvalsOf(id);
        require(approvals >= threshold, CouncilTooFewApprovals(id, approvals, threshold));
        IAccessManager manager = IAccessManager(authority());
        (address target, bytes memory data) = (proposal.target, proposal.data);
        uint32 nonce = proposal.scheduledAs;
        (, uint32 delay) = manager.canCall(address(this), target, bytes4(data));
        if (delay != 0 && nonce == 0) return _schedule(id, manager, target, data);
        if (nonce != 0) _checkScheduled(id, nonce, manager, target, data);

        proposal.enacted = true;

        emit Enacted(id);
        // Not through the Authority: the target sees who calls, and has the Authority consume the schedule.
        Address.functionCall(target, data);
    }

    /// @inheritdoc ICouncil
    function isMember(address account) external view returns (bool) {
        return _seated[account] && block.timestamp < termEnd;
    }

    /// @inheritdoc ICouncil
    function members() external view returns (address[] memory) {
        return _members;
    }

    /// @inheritdoc ICouncil
    function proposalCount() external view returns (uint256) {
        return _proposals.length;
    }

    /// @inheritdoc ICouncil
    function proposalOf(uint256 id) external view returns (CouncilProposal memory) {
        return _known(id);
    }

    /// @inheritdoc ICouncil
    function hasApproved(uint256 id, address member) external view returns (bool) {
        return _approved[id][member];
    }

    /// @inheritdoc ICouncil
    function approvalsOf(uint256 id) public view returns (uint256 approvals) {
        _known(id);
        uint256 count = _members.length;
        for (uint256 i = 0; i < count; ++i) {
            if (_approved[id][_members[i]]) ++approvals;
        }
    }

    function _schedule(uint256 id, IAccessManager manager, address target, bytes memory data) private {
        (bytes32 operationId, uint32 nonce) = manager.schedule(target, data, 0);
        _proposals[id - 1].scheduledAs = nonce;
        emit Scheduled(id, operationId, manager.getSchedule(operationId));
    }

    function _setMembers(address[] memory members_, uint256 threshold_, uint64 termEnd_) private {
        uint256 count = members_.length;
        uint256 majority = count / 2 + 1;
        (uint256 earliest, uint256 latest) = (block.timestamp + 1, block.timestamp + MAX_TERM);
        require(count != 0 && count <= MAX_MEMBERS, CouncilMemberCount(count, 1, MAX_MEMBERS));
        require(
            threshold_ >= majority && threshold_ <= count,
            CouncilThresholdOutOfBounds(threshold_, majority, count)
        );
        require(
            termEnd_ >= earliest && termEnd_ <= latest,
            CouncilTermOutOfBounds(termEnd_, earliest, latest)
        );

        for (uint256 i = 0; i < _members.length; ++i) _seated[_members[i]] = false;
        for (uint256 i = 0; i < count; ++i) {
            address member = members_[i];
            require(member != address(0), CouncilZeroAddress());
            require(!_seated[member], CouncilRepeatedMember(member));
            _seated[member] = true;
        }
        (_members, threshold, termEnd) = (members_, threshold_, termEnd_);

        emit CouncilSet(members_, threshold_, termEnd_);
    }

    function _checkMember(address account) private view {
        require(block.timestamp < termEnd, CouncilTermOver(termEnd, block.timestamp));
        require(_seated[account], CouncilNotMember(account));
    }

    /// @dev Neither a role's delay that is taken away nor another proposal that schedules the same call anew brings back what
    /// was vetoed.
    function _checkScheduled(
        uint256 id,
        uint32 nonce,
        IAccessManager manager,
        address target,
        bytes memory data
    ) private view {
        bytes32 operationId = manager.hashOperation(address(this), target, data);
        require(
            manager.getNonce(operationId) == nonce && manager.getSchedule(operationId) != 0,
            CouncilNotScheduled(id, operationId)
        );
    }

    /// @dev A proposal that can still be enacted.
    function _open(uint256 id) private view returns (CouncilProposal storage proposal) {
        proposal = _known(id);
        require(!proposal.enacted, CouncilEnactedAlready(id));
        require(
            block.timestamp < proposal.expiry,
            CouncilProposalExpired(id, proposal.expiry, block.timestamp)
        );
    }

    function _known(uint256 id) private view returns (CouncilProposal storage) {
        require(id != 0 && id <= _proposals.length, CouncilUnknownProposal(id, _proposals.length));
        return _proposals[id - 1];
    }
}
