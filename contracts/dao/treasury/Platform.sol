// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IERC8004Identity} from "../../interfaces/IERC8004Identity.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {IStakeLocks} from "../../interfaces/IStakeLocks.sol";
import {ISubscriptionPlans} from "../../interfaces/ISubscriptionPlans.sol";
import {ITreasury} from "../../interfaces/ITreasury.sol";
import {Spending} from "./Spending.sol";

/// @title Platform
/// @notice What the Treasury does as the owner of service 0, the platform. No storage.
abstract contract Platform is Spending, ITreasury {
    uint256 private constant PLATFORM = 0;

    IServiceRegistry public immutable SERVICES;
    IEarnings public immutable EARNINGS;
    ISubscriptionPlans public immutable SUBSCRIPTIONS;

    constructor(IServiceRegistry services, IEarnings earnings, ISubscriptionPlans subscriptions) {
        SERVICES = services;
        EARNINGS = earnings;
        SUBSCRIPTIONS = subscriptions;
    }

    /// @inheritdoc ITreasury
    function actAsOwner(bytes calldata data) external restricted returns (bytes memory) {
        bytes4 selector = bytes4(data);
        bool plans = _concernsPlans(selector);
        require(
            plans || _concernsTheService(selector) || _paysTheTreasury(data),
            TreasuryOwnerCallRefused(selector)
        );

        emit ActedAsOwner(selector, data);
        return Address.functionCall(plans ? address(SUBSCRIPTIONS) : address(SERVICES), data);
    }

    /// @inheritdoc ITreasury
    function collectEarnings() external returns (uint96 amount) {
        uint256[] memory serviceIds = new uint256[](1);
        serviceIds[0] = PLATFORM;
        return EARNINGS.withdraw(serviceIds, address(this));
    }

    /// @dev Calls that move neither tokens nor the service itself, nor name another payee.
    function _concernsTheService(bytes4 selector) private pure returns (bool) {
        return
            selector == IERC8004Identity.setAgentURI.selector ||
            selector == IERC8004Identity.setMetadata.selector ||
            selector == IServiceRegistry.proposeTerms.selector ||
            selector == IServiceRegistry.publishVersion.selector ||
            selector == IServiceRegistry.thawStake.selector ||
            selector == IServiceRegistry.cancelStakeThaw.selector;
    }

    /// @dev They move no tokens, and what they ask is the control of service 0.
    function _concernsPlans(bytes4 selector) private pure returns (bool) {
        return
            selector == ISubscriptionPlans.makePlan.selector ||
            selector == ISubscriptionPlans.acceptPlan.selector ||
            selector == ISubscriptionPlans.retirePlan.selector;
    }

    /// @dev To the word: a stake or an award that goes anywhere else would leave past every cap.
    function _paysTheTreasury(bytes calldata data) private view returns (bool) {
        bytes32 call = keccak256(data);
        return
            call == keccak256(abi.encodeCall(IServiceRegistry.withdrawStake, (PLATFORM, address(this)))) ||
            call == keccak256(abi.encodeCall(IStakeLocks.collectAward, (address(this))));
    }
}
