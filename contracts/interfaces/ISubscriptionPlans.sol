// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Subscriptions: plans
/// @notice What can be subscribed to: a price for a period, a quota of calls, and the services that share the price. A plan of
/// several services is a bundle. The platform's plans are those of service 0.
interface ISubscriptionPlans {
    /// @param weight Its part of the price, basis points.
    struct PlanService {
        uint256 serviceId;
        uint16 weight;
    }

    /// @notice All that a payer agrees to; never changed, and named by its hash.
    /// @param name Up to 64 bytes, for people. Two plans that are equal in all else differ by it.
    /// @param price Of one period, token base units; may be zero.
    /// @param period Seconds.
    /// @param notice Seconds for which a cancelled period still runs and is paid, at most `period`: a quota that was used up on
    /// the first day is not given back with the month.
    /// @param calls Of one period, counted by the subscription's gateway.
    /// @param covers How many services, whichever they are, a plan of the platform is good for; zero in all other plans.
    /// @param services The first is the plan's home, whose controller makes it. Weights sum to 10,000.
    struct Plan {
        string name;
        uint96 price;
        uint32 period;
        uint32 notice;
        uint32 calls;
        uint16 covers;
        PlanService[] services;
    }

    enum PlanState {
        Unknown,
        Proposed,
        Open,
        Retired
    }

    /// @param missing Services whose controllers have yet to accept; the plan is open when there is none.
    event PlanMade(bytes32 indexed planId, uint256 indexed home, Plan plan, uint256 missing);
    event PlanAccepted(bytes32 indexed planId, uint256 indexed serviceId, uint256 missing);
    event PlanRetired(bytes32 indexed planId, uint256 indexed serviceId);

    error SubscriptionsNotController(uint256 serviceId, address caller);
    error SubscriptionsPlanNameSize(uint256 size, uint256 maximum);
    error SubscriptionsPriceTooHigh(uint256 price, uint256 maximum);
    error SubscriptionsPeriodOutOfBounds(uint256 period, uint256 minimum, uint256 maximum);
    error SubscriptionsNoticeTooLong(uint256 notice, uint256 period);
    error SubscriptionsNoCalls();
    error SubscriptionsOnlyPlatformCovers(uint256 home, uint256 covers);
    error SubscriptionsServiceCount(uint256 count, uint256 maximum);
    error SubscriptionsServiceTwice(uint256 serviceId);
    error SubscriptionsZeroWeight(uint256 serviceId);
    error SubscriptionsWeightsSum(uint256 sum, uint256 expected);
    error SubscriptionsPlanKnown(bytes32 planId);
    error SubscriptionsPlanUnknown(bytes32 planId);
    error SubscriptionsPlanNotProposed(bytes32 planId, PlanState state);
    error SubscriptionsPlanNotOpen(bytes32 planId, PlanState state);
    error SubscriptionsAlreadyRetired(bytes32 planId);
    error SubscriptionsNotInPlan(bytes32 planId, uint256 serviceId);
    error SubscriptionsAlreadyAccepted(bytes32 planId, uint256 serviceId);

    /// @notice Makes a plan. The home's controller only; whatever else he controls is accepted with it.
    /// @return planId keccak256(abi.encode(plan)).
    function makePlan(Plan calldata plan) external returns (bytes32 planId);

    /// @notice Takes a service into a plan that somebody else has made. The service's controller only.
    function acceptPlan(bytes32 planId, uint256 serviceId) external;

    /// @notice Ends a plan for new periods; those that are paid run on. The controller of any of its services: who serves no
    /// more takes no more.
    function retirePlan(bytes32 planId, uint256 serviceId) external;

    /// @notice The figures and services of a plan, and its state. Its name is in its event only, and empty here.
    function planOf(bytes32 planId) external view returns (Plan memory plan, PlanState state);

    /// @notice keccak256(abi.encode(plan)).
    function planIdOf(Plan calldata plan) external pure returns (bytes32);
}
