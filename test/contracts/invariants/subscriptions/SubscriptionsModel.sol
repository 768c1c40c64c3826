// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";

/// @notice What subscriptions must hold, charge and pass on, kept by simpler rules beside them: every period that was ever
/// charged, one after the other. Numbers are those of INVARIANTS-subscriptions.md.
abstract contract SubscriptionsModel {
    /// @param home Publisher of the first service. @param shared Whether the last service is another publisher's.
    struct PlanModel {
        bytes32 id;
        uint256 price;
        uint256 period;
        uint256 notice;
        uint256[] services;
        uint256[] weights;
        bool open;
        bool retired;
    }

    /// @param cutAt End of the last period when cancelled. @param releasedUntil All that was earned until then is passed on.
    struct SubscriptionModel {
        bytes32 id;
        uint256 payer;
        uint256 plan;
        bool fromWallet;
        uint256 maxPerPeriod;
        uint256 endsAt;
        uint256 cutAt;
        uint256 releasedUntil;
        uint256[] starts;
    }

    struct FeeVersion {
        uint256 effectiveAt;
        uint256 feeBps;
    }

    uint256 internal constant PAYERS = 3;
    uint256 internal constant SERVICES = 3;
    uint256 internal constant LEAST_RELEASE = 10_000;
    uint256 private constant GATEWAY_BPS = 3_000;
    uint256 private constant REWARDS_BPS = 1_000;
    uint256 private constant WHOLE = 10_000;
    uint256 internal constant GATEWAY_KEY = 0xA000;

    Market internal market;
    /// @dev The first two are one publisher's, the last one another's.
    uint256[SERVICES] internal serviceIds;
    PlanModel[] internal plans;
    SubscriptionModel[] internal subscriptions;
    FeeVersion[] internal versions;
    mapping(uint256 payer => uint256) internal accounts;
    mapping(uint256 payer => uint256) internal wallets;
    mapping(uint256 payer => mapping(uint256 serviceId => uint256)) internal fees;
    uint256 internal passedOn;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    function check() external view {
        require(bytes(broken).length == 0, broken);
        _checkBooks();
        _checkPayers();
        _checkEarnings();
    }

    /// @dev S1, S2, S4.
    function _checkBooks() private view {
        uint256 held;
        for (uint256 i; i < subscriptions.length; ++i) {
            SubscriptionModel storage sub = subscriptions[i];
            (uint96 earned, uint96 unearned) = market.subscriptions.heldFor(sub.id);
            uint256 due = _earned(sub, block.timestamp) - _earned(sub, sub.releasedUntil);
            require(earned == due, "S4: earned");
            require(unearned == _whole(sub) - _earned(sub, block.timestamp), "S4: unearned");
            uint256 collected = sub.starts.length * plans[sub.plan].price;
            uint256 elapsed = (block.timestamp - sub.starts[0]) / plans[sub.plan].period + 1;
            require(collected <= sub.maxPerPeriod * elapsed, "S2: more than was agreed");
            require(
                market.subscriptions.subscriptionOf(sub.id).periodIndex == sub.starts.length,
                "S2: periods"
            );
            held += earned + unearned;
        }
        require(market.usdc.balanceOf(address(market.subscriptions)) == held, "S1: held");
    }

    /// @dev S3, S5, S6.
    function _checkPayers() private view {
        for (uint256 payer; payer < PAYERS; ++payer) {
            address who = payerOf(payer);
            require(market.usdc.balanceOf(who) == wallets[payer], "S6: wallet");
            uint256 balance = market.vault.accountOf(who, gateway()).balance;
            require(balance == accounts[payer], "S6: account");
            for (uint256 i; i < SERVICES; ++i) {
                uint256 counted = market.subscriptions.feesOf(who, serviceIds[i]);
                require(counted == fees[payer][serviceIds[i]], "S5: fees");
            }
        }
    }

    /// @dev S1: what was passed on is in Earnings, shared to the unit.
    function _checkEarnings() private view {
        uint256 shared = uint256(market.earnings.treasuryAccrued()) + market.earnings.rewardsAccrued();
        shared += market.earnings.shareOf(gateway());
        for (uint256 i; i < SERVICES; ++i) {
            address payee = publisherOf(i);
            shared += market.earnings.pendingOf(payee, serviceIds[i]);
            shared += market.earnings.maturedOf(payee, serviceIds[i]);
        }
        require(shared == passedOn, "S1: shared");
        require(market.usdc.balanceOf(address(market.earnings)) == passedOn, "S1: passed on");
    }

    // Rules

    /// @dev Of all its periods until `time`.
    function _earned(SubscriptionModel storage sub, uint256 time) internal view returns (uint256 sum) {
        for (uint256 i; i < sub.starts.length; ++i) sum += _earnedIn(sub, i, time);
    }

    function _earnedIn(
        SubscriptionModel storage sub,
        uint256 index,
        uint256 time
    ) internal view returns (uint256) {
        PlanModel storage plan = plans[sub.plan];
        uint256 start = sub.starts[index];
        uint256 end = index == sub.starts.length - 1 ? _end(sub) : start + plan.period;
        if (time > end) time = end;
        return time <= start ? 0 : ((time - start) * plan.price) / plan.period;
    }

    /// @dev All that its periods earn when they are over.
    function _whole(SubscriptionModel storage sub) internal view returns (uint256) {
        return _earned(sub, type(uint256).max);
    }

    function _end(SubscriptionModel storage sub) internal view returns (uint256) {
        if (sub.cutAt != 0) return sub.cutAt;
        return sub.starts[sub.starts.length - 1] + plans[sub.plan].period;
    }

    // Books

    /// @dev Passes on all that was earned until `until`, each period's part by the fee of its own day.
    function _passOn(SubscriptionModel storage sub, uint256 until) internal {
        for (uint256 i; i < sub.starts.length; ++i) {
            uint256 amount = _earnedIn(sub, i, until) - _earnedIn(sub, i, sub.releasedUntil);
            passedOn += amount;
            _countFees(sub, amount, _feeAt(sub.starts[i]));
        }
        sub.releasedUntil = until;
    }

    function _countFees(SubscriptionModel storage sub, uint256 amount, uint256 feeBps) private {
        PlanModel storage plan = plans[sub.plan];
        uint256 weights;
        for (uint256 i; i < plan.services.length; ++i) {
            uint256 part = (amount * (weights + plan.weights[i])) / WHOLE - (amount * weights) / WHOLE;
            weights += plan.weights[i];
            uint256 fee = (part * feeBps + WHOLE - 1) / WHOLE;
            uint256 treasury = fee - (fee * GATEWAY_BPS) / WHOLE - (fee * REWARDS_BPS) / WHOLE;
            if (!_owns(sub.payer, plan.services[i])) fees[sub.payer][plan.services[i]] += treasury;
        }
    }

    function _feeAt(uint256 time) private view returns (uint256 feeBps) {
        for (uint256 i; i < versions.length; ++i) {
            if (versions[i].effectiveAt <= time) feeBps = versions[i].feeBps;
        }
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }

    // People

    function gateway() internal pure returns (address) {
        return vm.addr(GATEWAY_KEY);
    }

    /// @dev The last payer is the first publisher.
    function payerKey(uint256 payer) internal pure returns (uint256) {
        return 0xA100 + (payer % PAYERS);
    }

    function payerOf(uint256 payer) internal pure returns (address) {
        return vm.addr(payerKey(payer));
    }

    function publisherOf(uint256 service) internal pure returns (address) {
        return service < SERVICES - 1 ? payerOf(PAYERS - 1) : vm.addr(0xB100);
    }

    function _owns(uint256 payer, uint256 serviceId) private view returns (bool) {
        for (uint256 i; i < SERVICES; ++i) {
            if (serviceIds[i] == serviceId) return publisherOf(i) == payerOf(payer);
        }
        return false;
    }

    function _between(uint256 seed, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }
}
