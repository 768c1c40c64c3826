// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {SubscriptionsHandler} from "./SubscriptionsHandler.sol";
import {SubscriptionsModel} from "./SubscriptionsModel.sol";

/// @notice The invariants of INVARIANTS-subscriptions.md after every action of the handler.
contract SubscriptionsInvariantsTest is MarketFixture, SubscriptionsModel {
    uint96 private constant FUNDS = 60e6;
    SubscriptionsHandler private _subscriptions;

    function setUp() external {
        vm.warp(1_800_000_000);
        market = deployMarket();
        openGateway(market, gateway());
        string[3] memory names = ["acme/solidity", "acme/chart", "rival/lint"];
        for (uint256 i; i < SERVICES; ++i) {
            serviceIds[i] = listService(market, publisherOf(i), names[i], ServiceClass.SelfHosted);
        }
        for (uint256 payer; payer < PAYERS; ++payer) {
            address who = payerOf(payer);
            market.usdc.mint(who, 2 * FUNDS);
            vm.prank(who);
            market.usdc.approve(address(market.vault), FUNDS);
            vm.prank(who);
            market.vault.deposit(who, gateway(), FUNDS, IEscrowVault.Permit(0, 0, 0, 0));
            vm.prank(who);
            market.usdc.approve(address(market.subscriptions), type(uint256).max);
        }
        _subscriptions = new SubscriptionsHandler(market, serviceIds, address(this));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_subscriptions);
    }

    function invariant_subscriptions() external view {
        _subscriptions.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheSubscriptionsHandlerWorks() external {
        SubscriptionsHandler h = _subscriptions;
        // From the account, by the settler, honestly signed.
        uint256 fair = 1 | (1 << 8) | (1 << 48) | (1 << 56);
        h.makePlan(2, 0);
        h.acceptPlan(2, 0);
        h.publishFees(1_000, 0);
        h.subscribe(0, 0, 30 days, fair | (1 << 40));
        h.subscribe(1, 1, 30 days, fair | (1 << 40));
        h.passTime(3);
        h.release(0);
        for (uint256 i; i < 4; ++i) h.passTime(1 days - 1);
        h.renew(0, 1);
        h.release(0);
        h.subscribe(0, 1, 30 days, fair);
        h.cancel(1, 1, 0);
        h.cancel(0, 2, 0);
        h.retirePlan(0, 1, 0);
        h.check();

        string[10] memory actions = [
            "subscribe",
            "replace",
            "renew",
            "release",
            "cancel",
            "makePlan",
            "acceptPlan",
            "retirePlan",
            "publishFees",
            "passTime"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
