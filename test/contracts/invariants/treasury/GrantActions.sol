// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryGrants} from "../../../../contracts/interfaces/ITreasuryGrants.sol";
import {ITreasuryRequests} from "../../../../contracts/interfaces/ITreasuryRequests.sol";
import {RequestActions} from "./RequestActions.sol";

/// @notice What councils' members do with grants. Their milestones are paid as payments are.
abstract contract GrantActions is RequestActions {
    uint256[] private _grantIds;

    function requestGrant(
        uint256 memberSeed,
        uint256 budgetSeed,
        uint256 amountSeed,
        uint256 countSeed
    ) external {
        (uint256 budget, address member) = (budgetSeed % budgets.length, memberOf(memberSeed));
        uint256 count = _between(countSeed, 1, 3);
        ITreasuryGrants.Milestone[] memory milestones = new ITreasuryGrants.Milestone[](count);
        uint256 each = _amountWithin(budgets[budget].scale, amountSeed) / count + 1;
        for (uint256 i; i < count; ++i) milestones[i].amount = uint128(each);
        bool allowed = _mayRequest(budget, member, each * count);
        (bool success, ) = _do(
            member,
            abi.encodeCall(
                ITreasuryGrants.requestGrant,
                (budget + 1, payeeOf(countSeed), milestones, _purpose())
            )
        );
        expect(success == allowed, "T4: a grant requested against the rules, or a right one refused");
        if (!success) return;
        Request storage grant = _push(
            ITreasuryRequests.Kind.Grant,
            budget,
            payeeOf(countSeed),
            each * count,
            member
        );
        for (uint256 i; i < count; ++i) {
            grant.milestones.push(each);
            grant.paid.push(false);
        }
        _grantIds.push(requests.length);
        done["requestGrant"] += 1;
    }

    function openGrant(uint256 seed) external {
        (uint256 id, Request storage grant) = _recentGrant(seed);
        string memory reason = _hindrance(grant, ITreasuryRequests.Kind.Grant);
        (bool success, ) = _do(payeeOf(seed), abi.encodeCall(ITreasuryGrants.openGrant, (id)));
        expect(success || bytes(reason).length != 0, "T4: a right opening was refused");
        expect(!success || bytes(reason).length == 0, reason);
        if (!success) return;
        grant.state = ITreasuryRequests.State.Running;
        done["openGrant"] += 1;
    }

    function approveGrant(uint256 memberSeed, uint256 seed) external {
        (uint256 id, ) = _recentGrant(seed);
        if (_approveAs(memberOf(memberSeed), id)) done["approveGrant"] += 1;
    }

    function requestMilestone(uint256 memberSeed, uint256 seed, uint256 milestone) external {
        (uint256 id, Request storage grant) = _recentGrant(seed);
        milestone %= grant.milestones.length + 1;
        bool agreed = milestone < grant.milestones.length;
        bool allowed =
            agreed &&
                grant.state == ITreasuryRequests.State.Running &&
                !grant.paid[milestone] &&
                _mayRequest(grant.budget, memberOf(memberSeed), grant.milestones[milestone]);
        (bool success, ) = _do(
            memberOf(memberSeed),
            abi.encodeCall(ITreasuryGrants.requestMilestone, (id, milestone, "report", ""))
        );
        expect(success == allowed, "T4: a milestone requested against the rules, or a right one refused");
        if (!success) return;
        Request storage payment = _push(
            ITreasuryRequests.Kind.Payment,
            grant.budget,
            grant.to,
            grant.milestones[milestone],
            memberOf(memberSeed)
        );
        (payment.grantId, payment.milestone) = (id, milestone);
        done["requestMilestone"] += 1;
    }

    function _recentGrant(uint256 seed) private view returns (uint256 id, Request storage grant) {
        uint256 count = _grantIds.length;
        id = _grantIds[count - 1 - (seed % (count < 3 ? count : 3))];
        return (id, requests[id - 1]);
    }
}
