// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptionPlans} from "../../interfaces/ISubscriptionPlans.sol";
import {SubscriptionsCore} from "./SubscriptionsCore.sol";

/// @title Plans
/// @notice What can be subscribed to. A plan never changes; it is made, accepted by all whose services are in it, and retired.
abstract contract Plans is SubscriptionsCore {
    /// @param missing One bit for each service whose controller has yet to accept, in the order of `services`.
    /// @param services Service and weight in one word: uint240 serviceId, uint16 weight. Ids count up from 0.
    struct PlanRecord {
        uint96 price;
        uint32 period;
        uint32 notice;
        uint32 calls;
        uint16 covers;
        uint16 missing;
        bool retired;
        bytes32 planId;
        uint256[] services;
    }

    /// @notice Bounds of a plan: seconds, token base units, bytes.
    uint32 public constant SHORTEST_PERIOD = 1 hours;
    uint32 public constant LONGEST_PERIOD = 366 days;
    uint96 public constant MAX_PRICE = 1_000_000e6;
    uint256 public constant MAX_SERVICES = 16;
    uint256 public constant MAX_NAME = 64;

    /// @dev Basis points.
    uint256 internal constant WHOLE = 10_000;

    /// @dev Slot 2: EIP-712 leaves 0 and 1 empty. Plans are numbered, from 1, so that a subscription has room for its own.
    uint24 private _planCount;
    /// @dev Slot 3.
    mapping(bytes32 planId => uint24 number) private _planNumbers;
    /// @dev Slot 4. Each plan three slots and one a service. 0: uint96 price, uint32 period, uint32 notice, uint32 calls, uint16
    /// covers, uint16 missing, bool retired. 1: bytes32 planId. 2: uint256[] services.
    mapping(uint24 number => PlanRecord) private _plans;

    /// @inheritdoc ISubscriptionPlans
    function makePlan(Plan calldata plan) external returns (bytes32 planId) {
        planId = planIdOf(plan);
        require(_planNumbers[planId] == 0, SubscriptionsPlanKnown(planId));
        _checkFigures(plan);
        _checkServices(plan.services);
        uint256 home = plan.services[0].serviceId;
        uint256 missing = _missingOf(plan.services);
        require(missing & 1 == 0, SubscriptionsNotController(home, msg.sender));

        uint24 number = ++_planCount;
        _planNumbers[planId] = number;
        PlanRecord storage record = _plans[number];
        record.price = plan.price;
        record.period = plan.period;
        record.notice = plan.notice;
        record.calls = plan.calls;
        record.covers = plan.covers;
        record.missing = uint16(missing);
        record.planId = planId;
        for (uint256 i; i < plan.services.length; ++i) {
            record.services.push((plan.services[i].serviceId << 16) | plan.services[i].weight);
        }

        emit PlanMade(planId, home, plan, _count(missing));
    }

    /// @inheritdoc ISubscriptionPlans
    function acceptPlan(bytes32 planId, uint256 serviceId) external {
        (PlanRecord storage record, PlanState state) = _plan(planId);
        require(state == PlanState.Proposed, SubscriptionsPlanNotProposed(planId, state));
        uint256 mask = _maskIn(record, planId, serviceId);
        uint256 missing = record.missing;
        require(missing & mask != 0, SubscriptionsAlreadyAccepted(planId, serviceId));
        _checkController(serviceId);

        missing ^= mask;
        record.missing = uint16(missing);

        emit PlanAccepted(planId, serviceId, _count(missing));
    }

    /// @inheritdoc ISubscriptionPlans
    function retirePlan(bytes32 planId, uint256 serviceId) external {
        (PlanRecord storage record, PlanState state) = _plan(planId);
        require(state != PlanState.Unknown, SubscriptionsPlanUnknown(planId));
        require(state != PlanState.Retired, SubscriptionsAlreadyRetired(planId));
        _maskIn(record, planId, serviceId);
        _checkController(serviceId);

        record.retired = true;

        emit PlanRetired(planId, serviceId);
    }

    /// @inheritdoc ISubscriptionPlans
    function planOf(bytes32 planId) external view returns (Plan memory plan, PlanState state) {
        PlanRecord storage record;
        (record, state) = _plan(planId);
        uint256 count = record.services.length;
        plan.price = record.price;
        plan.period = record.period;
        plan.notice = record.notice;
        plan.calls = record.calls;
        plan.covers = record.covers;
        plan.services = new PlanService[](count);
        for (uint256 i; i < count; ++i) {
            (uint256 serviceId, uint16 weight) = _serviceIn(record, i);
            plan.services[i] = PlanService({serviceId: serviceId, weight: weight});
        }
    }

    /// @inheritdoc ISubscriptionPlans
    function planIdOf(Plan calldata plan) public pure returns (bytes32) {
        return keccak256(abi.encode(plan));
    }

    /// @return number Of a plan that takes new subscriptions.
    function _openPlan(bytes32 planId) internal view returns (uint24 number) {
        (, PlanState state) = _plan(planId);
        require(state == PlanState.Open, SubscriptionsPlanNotOpen(planId, state));
        return _planNumbers[planId];
    }

    function _planAt(uint24 number) internal view returns (PlanRecord storage) {
        return _plans[number];
    }

    function _serviceIn(
        PlanRecord storage plan,
        uint256 index
    ) internal view returns (uint256 serviceId, uint16 weight) {
        uint256 word = plan.services[index];
        return (word >> 16, uint16(word));
    }

    function _plan(bytes32 planId) private view returns (PlanRecord storage record, PlanState state) {
        uint24 number = _planNumbers[planId];
        record = _plans[number];
        if (number == 0) return (record, PlanState.Unknown);
        if (record.retired) return (record, PlanState.Retired);
        return (record, record.missing == 0 ? PlanState.Open : PlanState.Proposed);
    }

    function _maskIn(
        PlanRecord storage record,
        bytes32 planId,
        uint256 serviceId
    ) private view returns (uint256) {
        for (uint256 i; i < record.services.length; ++i) {
            (uint256 found, ) = _serviceIn(record, i);
            if (found == serviceId) return 1 << i;
        }
        revert SubscriptionsNotInPlan(planId, serviceId);
    }

    /// @return missing One bit for each service that the caller does not control.
    function _missingOf(PlanService[] calldata services) private view returns (uint256 missing) {
        for (uint256 i; i < services.length; ++i) {
            if (!SERVICES.isAuthorizedOrOwner(msg.sender, services[i].serviceId)) missing |= 1 << i;
        }
    }

    function _checkController(uint256 serviceId) private view {
        require(
            SERVICES.isAuthorizedOrOwner(msg.sender, serviceId),
            SubscriptionsNotController(serviceId, msg.sender)
        );
    }

    function _checkFigures(Plan calldata plan) private pure {
        (uint256 size, uint256 count) = (bytes(plan.name).length, plan.services.length);
        require(size != 0 && size <= MAX_NAME, SubscriptionsPlanNameSize(size, MAX_NAME));
        require(plan.price <= MAX_PRICE, SubscriptionsPriceTooHigh(plan.price, MAX_PRICE));
        require(
            plan.period >= SHORTEST_PERIOD && plan.period <= LONGEST_PERIOD,
            SubscriptionsPeriodOutOfBounds(plan.period, SHORTEST_PERIOD, LONGEST_PERIOD)
        );
        require(plan.notice <= plan.period, SubscriptionsNoticeTooLong(plan.notice, plan.period));
        require(plan.calls != 0, SubscriptionsNoCalls());
        require(count != 0 && count <= MAX_SERVICES, SubscriptionsServiceCount(count, MAX_SERVICES));
        uint256 home = plan.services[0].serviceId;
        require(plan.covers == 0 || home == PLATFORM, SubscriptionsOnlyPlatformCovers(home, plan.covers));
    }

    function _checkServices(PlanService[] calldata services) private pure {
        uint256 sum;
        for (uint256 i; i < services.length; ++i) {
            (uint256 serviceId, uint256 weight) = (services[i].serviceId, services[i].weight);
            require(weight != 0, SubscriptionsZeroWeight(serviceId));
            for (uint256 j; j < i; ++j) {
                require(services[j].serviceId != serviceId, SubscriptionsServiceTwice(serviceId));
            }
            sum += weight;
        }
        require(sum == WHOLE, SubscriptionsWeightsSum(sum, WHOLE));
    }

    /// @return count Of the bits that are set.
    function _count(uint256 bits) private pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) ++count;
    }
}
