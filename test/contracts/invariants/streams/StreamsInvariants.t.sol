// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {Market, MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {StreamsHandler} from "./StreamsHandler.sol";

/// @notice The invariants of INVARIANTS.streams.md after every action of the handler.
contract StreamsInvariantsTest is MarketFixture {
    StreamsHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        Market memory market = deployMarket();
        for (uint256 g; g < 2; ++g) openGateway(market, vm.addr(0xB000 + g));
        uint256[2] memory serviceIds = [
            listService(market, vm.addr(0xC000), "acme/own", ServiceClass.SelfHosted),
            listService(market, vm.addr(0xC001), "other/hosted", ServiceClass.Hosted)
        ];
        _handler = new StreamsHandler(market, serviceIds, address(this));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// hardhat-config: invariant.depth = 200
    function invariant_streams() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        StreamsHandler h = _handler;
        h.offer(0, 99, 3_600);
        h.offer(1, 199, 0);
        h.open(0, 1, 50_000, 0);
        h.openFromWallet(17, 1, 50_000);
        h.replay();
        h.topUp(0, 5_000_000, false);
        h.topUp(1, 5_000_000, true);
        h.passTime(2 hours);
        h.settle(0);
        h.close(0, false);
        h.closeAtOnce(1, 0);
        h.refund(1);
        h.collect(2);
        h.open(0, 1, 50_000, 0);
        h.close(2, true);
        h.passTime(20 hours - 1);
        h.refund(0);
        h.withdrawOffer(0, 0);
        h.deposit(0, 5e6);
        h.sell(0, 1, 0);
        h.turnGateway(0, 0);
        h.vote(0, 800, 0);
        h.trespass(0, 0);
        h.check();

        string[18] memory actions = [
            "offer",
            "withdrawOffer",
            "open",
            "openFromWallet",
            "replay",
            "topUp",
            "topUpFromWallet",
            "settle",
            "close",
            "closeBySignature",
            "closeAtOnce",
            "refund",
            "collect",
            "deposit",
            "sell",
            "turnGateway",
            "vote",
            "trespass"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
