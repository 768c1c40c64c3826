// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptionPlans} from "../../../../contracts/interfaces/ISubscriptionPlans.sol";
import {vm} from "../Vm.sol";
import {SubscriptionsModel} from "./SubscriptionsModel.sol";

/// @notice Plans of one, two and three services, of odd prices and parts; who joins them and who retires them.
abstract contract PlanActions is SubscriptionsModel {
    uint256 private constant MOST_PLANS = 10;

    /// @notice The first publisher makes another; it waits for the other one when his service is in it.
    function makePlan(uint256 seed, uint256 rarely) external {
        require(rarely % 8 == 0 && plans.length < MOST_PLANS, "left alone");
        _makePlan(seed);
        done["makePlan"] += 1;
    }

    /// @notice By the one whose service is missing, or by another.
    function acceptPlan(uint256 seed, uint256 who) external {
        PlanModel storage plan = plans[seed % plans.length];
        uint256 service = serviceIds[SERVICES - 1];
        bool right = who % 2 == 0;
        bool allowed = right && !plan.open && !plan.retired;
        vm.prank(publisherOf(right ? SERVICES - 1 : 0));
        try market.subscriptions.acceptPlan(plan.id, service) {
            expect(allowed, "S7: joined without consent");
            plan.open = true;
            done["acceptPlan"] += 1;
        } catch {
            expect(!allowed, "S7: a right consent was refused");
        }
    }

    /// @notice By the home's controller, or by a payer who has no service.
    function retirePlan(uint256 seed, uint256 who, uint256 rarely) external {
        require(rarely % 16 == 0, "left alone");
        PlanModel storage plan = plans[seed % plans.length];
        bool right = who % 4 != 0;
        bool allowed = right && !plan.retired;
        vm.prank(right ? publisherOf(0) : payerOf(0));
        try market.subscriptions.retirePlan(plan.id, plan.services[0]) {
            expect(allowed, "S7: retired against the rules");
            plan.retired = true;
            done["retirePlan"] += 1;
        } catch {
            expect(!allowed, "S7: a right retirement was refused");
        }
    }

    function _makePlans() internal {
        for (uint256 i; i < 5; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            _makePlan(seed - (seed % 30) + i);
        }
    }

    /// @dev Prices and parts that divide nothing.
    function _makePlan(uint256 seed) private {
        uint256 count = 1 + (seed % SERVICES);
        ISubscriptionPlans.Plan memory terms;
        terms.name = string(abi.encodePacked("plan ", bytes1(uint8(65 + plans.length))));
        terms.price = uint96(seed % 5 == 4 ? 0 : _between(seed >> 8, 1, 2_000_003));
        terms.period = uint32(_between(seed >> 16, 1 hours, 3 days));
        terms.notice = uint32(seed % 2 == 0 ? 0 : _between(seed >> 24, 0, terms.period));
        terms.calls = 100;
        terms.services = new ISubscriptionPlans.PlanService[](count);
        PlanModel storage plan = plans.push();
        uint256 left = 10_000;
        for (uint256 i; i < count; ++i) {
            uint256 weight = i == count - 1 ? left : _between(seed >> (32 + 8 * i), 1, left - count + i + 1);
            left -= weight;
            terms.services[i] = ISubscriptionPlans.PlanService(serviceIds[i], uint16(weight));
            plan.services.push(serviceIds[i]);
            plan.weights.push(weight);
        }
        (plan.price, plan.period, plan.notice) = (terms.price, terms.period, terms.notice);
        plan.open = count < SERVICES;
        vm.prank(publisherOf(0));
        plan.id = market.subscriptions.makePlan(terms);
    }
}
