// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {ISubscriptions} from "../../../../contracts/interfaces/ISubscriptions.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {PlanActions} from "./PlanActions.sol";

/// @notice The moves of payers, gateway, keepers, strangers, governance and time, in any order. An action that the model
/// allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract SubscriptionsHandler is PlanActions {
    uint256 private constant MOST = 12;
    address private immutable GOVERNANCE;
    ISubscriptions.Permit private _noPermit;

    constructor(Market memory market_, uint256[SERVICES] memory serviceIds_, address governance) {
        (market, serviceIds, GOVERNANCE) = (market_, serviceIds_, governance);
        versions.push(FeeVersion(block.timestamp, 500));
        for (uint256 payer; payer < PAYERS; ++payer) {
            wallets[payer] = market_.usdc.balanceOf(payerOf(payer));
            accounts[payer] = market_.vault.accountOf(payerOf(payer), gateway()).balance;
        }
        _makePlans();
    }

    /// @notice Now and then above the payer's maximum, by a stranger, forged, or in the place of another.
    function subscribe(uint256 payer, uint256 planSeed, uint256 lasting, uint256 bits) external {
        require(subscriptions.length < MOST, "enough");
        (payer, planSeed) = (payer % PAYERS, planSeed % plans.length);
        PlanModel storage plan = plans[planSeed];
        ISubscriptions.SubscriptionAgreement memory agreement = ISubscriptions.SubscriptionAgreement({
            payer: payerOf(payer),
            gateway: gateway(),
            planId: plan.id,
            replaces: 0,
            maxPerPeriod: uint96(bits % 8 == 0 && plan.price != 0 ? plan.price - 1 : plan.price + 1),
            fromWallet: (bits >> 8) % 2 == 0,
            endsAt: uint64(block.timestamp + _between(lasting, 1 hours, 60 days)),
            deadline: uint64(block.timestamp + ((bits >> 32) % 8 == 0 ? 0 : 1 hours)),
            nonce: subscriptions.length
        });
        (bool replacing, uint256 place) = _replaced(payer, bits >> 40);
        if (replacing) agreement.replaces = subscriptions[place].id;
        bool byStranger = (bits >> 48) % 4 == 0;
        bool forged = (bits >> 56) % 8 == 0;
        bool allowed =
            !forged &&
                plan.open &&
                !plan.retired &&
                agreement.maxPerPeriod >= plan.price &&
                (agreement.fromWallet || !byStranger) &&
                _fundsFor(payer, agreement, place) >= plan.price;

        bytes32 id = market.subscriptions.hashAgreement(agreement);
        bytes memory signature = _sign(payerKey(forged ? payer + 1 : payer), id);
        vm.prank(byStranger ? address(0xBAD) : gateway());
        try market.subscriptions.subscribe(agreement, signature, _noPermit) {
            expect(allowed, "S2: a subscription against the rules");
            if (replacing) _end(place, agreement.payer);
            _begin(id, payer, planSeed, agreement);
            done[replacing ? "replace" : "subscribe"] += 1;
        } catch {
            expect(!allowed, "S2: a right subscription was refused");
        }
    }

    /// @notice By the settler or a stranger; of one that is due, when there is any.
    function renew(uint256 seed, uint256 caller) external {
        SubscriptionModel storage sub = _pickDue(seed);
        PlanModel storage plan = plans[sub.plan];
        bool byStranger = caller % 3 == 0;
        uint256 funds = sub.fromWallet ? wallets[sub.payer] : accounts[sub.payer];
        bool allowed =
            sub.cutAt == 0 &&
                block.timestamp >= _end(sub) &&
                block.timestamp < sub.endsAt &&
                !plan.retired &&
                (sub.fromWallet || !byStranger) &&
                funds >= plan.price;

        vm.prank(byStranger ? address(0xBAD) : gateway());
        try market.subscriptions.renew(sub.id) {
            expect(allowed, "S2: a charge against the rules");
            uint256 count = sub.starts.length;
            if (count > 1 && sub.releasedUntil < sub.starts[count - 2] + plan.period) {
                _passOn(sub, sub.starts[count - 2] + plan.period);
            }
            _charge(sub);
            done["renew"] += 1;
        } catch {
            expect(!allowed, "S2: a right charge was refused");
        }
    }

    function release(uint256 seed) external {
        SubscriptionModel storage sub = _pick(seed);
        uint256 due = _earned(sub, block.timestamp) - _earned(sub, sub.releasedUntil);
        bool over = block.timestamp >= _end(sub);
        bool allowed = due != 0 && (due >= LEAST_RELEASE || over);
        try market.subscriptions.release(sub.id) returns (uint96 amount) {
            expect(allowed && amount == due, "S4: passed on against the rules");
            _passOn(sub, over ? _end(sub) : block.timestamp);
            done["release"] += 1;
        } catch {
            expect(!allowed, "S4: a right release was refused");
        }
    }

    /// @notice By the payer or a stranger, by himself or by his signature.
    function cancel(uint256 seed, uint256 how, uint256 rarely) external {
        require(rarely % 3 == 0, "left alone");
        uint256 place = _place(seed);
        SubscriptionModel storage sub = subscriptions[place];
        bool byStranger = how % 4 == 0;
        bool allowed = sub.cutAt == 0 && !byStranger;
        address payer = payerOf(sub.payer);
        bool success;
        if (how % 2 == 0) {
            vm.prank(byStranger ? address(0xBAD) : payer);
            (success, ) = address(market.subscriptions).call(
                abi.encodeCall(ISubscriptions.cancel, (sub.id, payer))
            );
        } else {
            ISubscriptions.Cancellation memory message = ISubscriptions.Cancellation(
                sub.id,
                payer,
                uint64(block.timestamp)
            );
            bytes32 digest = market.subscriptions.hashCancellation(message);
            bytes memory signature = _sign(payerKey(sub.payer), digest);
            (success, ) = address(market.subscriptions).call(
                abi.encodeCall(ISubscriptions.cancelFor, (message, signature))
            );
        }
        expect(success == allowed, "S3: cancelled against the rules, or a right one refused");
        if (!success) return;
        _end(place, payer);
        done["cancel"] += 1;
    }

    /// @notice In force seven days later: no period that was charged before knows it.
    function publishFees(uint256 feeBps, uint256 rarely) external {
        require(rarely % 8 == 0 && versions.length < 12, "left alone");
        feeBps %= 3_001;
        vm.prank(GOVERNANCE);
        market.fees.publishFees(ServiceClass.SelfHosted, uint16(feeBps), 3_000, 1_000, 1_000);
        versions.push(FeeVersion(block.timestamp + 7 days, feeBps));
        done["publishFees"] += 1;
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, duration % 4 == 0 ? 9 days : 1 days));
        done["passTime"] += 1;
    }

    // Books

    /// @dev With what the payer gets back for the subscription in whose place this one comes.
    function _fundsFor(
        uint256 payer,
        ISubscriptions.SubscriptionAgreement memory agreement,
        uint256 place
    ) private view returns (uint256 funds) {
        funds = agreement.fromWallet ? wallets[payer] : accounts[payer];
        bool sameFunds = agreement.replaces != 0 && subscriptions[place].fromWallet == agreement.fromWallet;
        if (sameFunds) funds += _refund(place);
    }

    function _begin(
        bytes32 id,
        uint256 payer,
        uint256 plan,
        ISubscriptions.SubscriptionAgreement memory agreement
    ) private {
        SubscriptionModel storage sub = subscriptions.push();
        (sub.id, sub.payer, sub.plan, sub.fromWallet) = (id, payer, plan, agreement.fromWallet);
        (sub.maxPerPeriod, sub.endsAt) = (agreement.maxPerPeriod, agreement.endsAt);
        sub.releasedUntil = block.timestamp;
        _charge(sub);
    }

    function _charge(SubscriptionModel storage sub) private {
        sub.starts.push(block.timestamp);
        uint256 price = plans[sub.plan].price;
        if (sub.fromWallet) wallets[sub.payer] -= price;
        else accounts[sub.payer] -= price;
    }

    function _end(uint256 place, address) private {
        SubscriptionModel storage sub = subscriptions[place];
        uint256 refund = _refund(place);
        if (sub.fromWallet) wallets[sub.payer] += refund;
        else accounts[sub.payer] += refund;
        sub.cutAt = _cut(sub);
    }

    function _refund(uint256 place) private view returns (uint256) {
        SubscriptionModel storage sub = subscriptions[place];
        return _whole(sub) - _earned(sub, _cut(sub));
    }

    /// @dev S3: after the notice, or with the period when that ends before.
    function _cut(SubscriptionModel storage sub) private view returns (uint256) {
        uint256 cut = block.timestamp + plans[sub.plan].notice;
        return cut < _end(sub) ? cut : _end(sub);
    }

    /// @dev One of the payer's that is not cancelled, now and then.
    function _replaced(uint256 payer, uint256 seed) private view returns (bool, uint256 place) {
        if (subscriptions.length == 0 || seed % 4 != 0) return (false, 0);
        place = _place(seed / 4);
        return (subscriptions[place].payer == payer && subscriptions[place].cutAt == 0, place);
    }

    function _place(uint256 seed) private view returns (uint256) {
        require(subscriptions.length != 0, "none yet");
        return seed % subscriptions.length;
    }

    function _pick(uint256 seed) private view returns (SubscriptionModel storage) {
        return subscriptions[_place(seed)];
    }

    function _pickDue(uint256 seed) private view returns (SubscriptionModel storage sub) {
        uint256 count = subscriptions.length;
        for (uint256 i; i < count; ++i) {
            // The remainder first: a seed may be as large as there are numbers.
            sub = subscriptions[((seed % count) + i) % count];
            if (sub.cutAt == 0 && block.timestamp >= _end(sub) && block.timestamp < sub.endsAt) return sub;
        }
        return _pick(seed);
    }

    function _sign(uint256 key, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
