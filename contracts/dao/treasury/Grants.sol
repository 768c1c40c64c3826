// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryGrants} from "../../interfaces/ITreasuryGrants.sol";
import {Requests} from "./Requests.sol";

/// @title Grants
/// @notice Sums agreed in milestones, each of which is paid once by a payment of its own.
abstract contract Grants is Requests, ITreasuryGrants {
    uint256 public constant MOST_MILESTONES = 24;

    /// @dev Slot 6. Two slots each: uint128 amount; bytes32 hash.
    mapping(uint256 grantId => Milestone[]) private _milestones;
    /// @dev Slot 7. Bit n: milestone n is paid.
    mapping(uint256 grantId => uint256 bits) private _paid;

    /// @inheritdoc ITreasuryGrants
    function requestGrant(
        uint256 budgetId,
        address recipient,
        Milestone[] calldata milestones,
        Purpose calldata purpose
    ) external returns (uint256 grantId) {
        uint256 count = milestones.length;
        require(count != 0 && count <= MOST_MILESTONES, TreasuryMilestoneCount(count, 1, MOST_MILESTONES));
        uint256 sum = 0;
        for (uint256 i; i < count; ++i) {
            require(milestones[i].amount != 0, TreasuryZeroAmount());
            sum += milestones[i].amount;
        }

        grantId = _requestByMember(budgetId, recipient, Kind.Grant, sum, purpose);
        for (uint256 i; i < count; ++i) _milestones[grantId].push(milestones[i]);

        emit GrantRequested(grantId, milestones);
    }

    /// @inheritdoc ITreasuryGrants
    function openGrant(uint256 grantId) external {
        _approved(grantId, Kind.Grant).state = State.Running;
        emit GrantOpened(grantId);
    }

    /// @inheritdoc ITreasuryGrants
    function requestMilestone(
        uint256 grantId,
        uint256 milestone,
        bytes32 documentHash,
        string calldata uri
    ) external returns (uint256 requestId) {
        Request storage grant = _running(grantId);
        uint256 count = _milestones[grantId].length;
        require(milestone < count, TreasuryUnknownMilestone(grantId, milestone, count));
        require(!isMilestonePaid(grantId, milestone), TreasuryMilestonePaid(grantId, milestone));

        requestId = _requestByMember(
            grant.budgetId,
            grant.to,
            Kind.Payment,
            _milestones[grantId][milestone].amount,
            Purpose(grant.category, documentHash, uri)
        );
        Request storage payment = _request(requestId);
        (payment.grantId, payment.milestone) = (uint64(grantId), uint16(milestone));

        emit MilestoneRequested(requestId, grantId, milestone);
    }

    /// @inheritdoc ITreasuryGrants
    function milestonesOf(uint256 grantId) external view returns (Milestone[] memory) {
        return _milestones[grantId];
    }

    /// @inheritdoc ITreasuryGrants
    function isMilestonePaid(uint256 grantId, uint256 milestone) public view returns (bool) {
        return (_paid[grantId] >> milestone) & 1 == 1;
    }

    /// @dev Two payments of one milestone can wait; the second finds it paid.
    function _completeMilestone(uint256 grantId, uint256 milestone) internal {
        Request storage grant = _running(grantId);
        require(!isMilestonePaid(grantId, milestone), TreasuryMilestonePaid(grantId, milestone));

        uint256 paid = _paid[grantId] | (1 << milestone);
        _paid[grantId] = paid;
        if (paid == (1 << _milestones[grantId].length) - 1) grant.state = State.Paid;
    }

    function _running(uint256 grantId) private view returns (Request storage grant) {
        grant = _request(grantId);
        require(grant.kind == Kind.Grant, TreasuryWrongKind(grantId, grant.kind, Kind.Grant));
        require(grant.state == State.Running, TreasuryWrongState(grantId, grant.state));
    }
}
