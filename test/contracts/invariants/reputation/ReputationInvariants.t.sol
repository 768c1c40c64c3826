// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IReputation} from "../../../../contracts/interfaces/IReputation.sol";
import {deploy} from "../Artifacts.sol";
import {MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {Bazaar} from "./Bazaar.sol";
import {ReputationHandler} from "./ReputationHandler.sol";

/// @notice The invariants of INVARIANTS.reputation.md after every action of the handler.
contract ReputationInvariantsTest is MarketFixture {
    ReputationHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        address authority = deploy("Authority", abi.encode(address(this)));
        address fees = deploy(
            "FeeSchedule",
            abi.encode([uint16(500), 2_000, 3_000], uint16(3_000), uint16(1_000), uint16(1_000), authority)
        );
        Bazaar bazaar = new Bazaar(fees);
        address[] memory ledgers = new address[](1);
        ledgers[0] = address(bazaar);
        address reputation = deployReputation(
            address(bazaar),
            address(bazaar),
            authority,
            ledgers,
            address(0)
        );
        _handler = new ReputationHandler(IReputation(reputation), bazaar);
        for (uint256 service; service < 2; ++service) bazaar.sell(service, address(0x0E4));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// forge-config: default.invariant.depth = 250
    function invariant_reputation() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        ReputationHandler h = _handler;
        h.pay(0, 0, 5_000e6);
        h.subscribe(1, 0, 30e6);
        h.collect(0, 0);
        h.collect(1, 0);
        h.review(0, 0, 80, true);
        h.review(1, 0, 90, true);
        h.review(2, 0, 9, false);
        h.refund(0, 3_000e6);
        h.lighten(0);
        h.strike(1, 0);
        h.revoke(0);
        h.collectReward(0, 0);
        h.govern(1e6, 40, 1e6);
        h.trespass(0, 3);
        h.passTime(1 days);
        h.sell(0, 3, 0);
        h.pay(3, 0, 1e6);
        h.collect(3, 0);
        h.check();

        string[14] memory actions = [
            "pay",
            "subscribe",
            "collect",
            "review",
            "say",
            "refund",
            "lighten",
            "strike",
            "revoke",
            "collectReward",
            "govern",
            "trespass",
            "sell",
            "void"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
