// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICouncil} from "../../../../contracts/interfaces/ICouncil.sol";
import {ITreasury} from "../../../../contracts/interfaces/ITreasury.sol";
import {deploy} from "../Artifacts.sol";
import {IMintable, MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {TreasuryHandler} from "./TreasuryHandler.sol";
import {TreasuryParts} from "./TreasuryModel.sol";

/// @notice The invariants of INVARIANTS.treasury.md after every action of the handler.
contract TreasuryInvariantsTest is MarketFixture {
    TreasuryHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        address authority = deploy("Authority", abi.encode(address(this)));
        TreasuryParts memory parts;
        parts.treasury = ITreasury(
            deploy("Treasury", abi.encode(authority, address(0), address(0), address(0), address(0)))
        );
        address[] memory nobody = new address[](1);
        nobody[0] = address(0xdead);
        for (uint256 i; i < 2; ++i) {
            parts.tokens[i] = IMintable(deploy("TestUSDC", ""));
            parts.councils[i] = ICouncil(
                deploy("Council", abi.encode(authority, nobody, 1, block.timestamp + 1 days))
            );
        }
        _handler = new TreasuryHandler(parts);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_treasury() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        TreasuryHandler h = _handler;
        h.requestPayment(0, 0, 4 * 50e6, 0);
        h.pay(0, 0);
        h.requestPayment(0, 0, 4 * 400e6 + 1, 1);
        h.approve(1, 0);
        h.passTime(1 days);
        h.pay(1, 0);
        h.requestPayment(0, 0, 4 * 50e6, 0);
        h.cancel(0, 0, 0);
        h.requestPayment(0, 0, 4 * 50e6, 0);
        h.stop(0, true, 0);
        h.requestGrant(1, 0, 4 * 400e6 + 1, 1);
        h.approveGrant(2, 0);
        h.passTime(1 days);
        h.openGrant(0);
        h.requestMilestone(1, 0, 1);
        h.approve(2, 0);
        h.passTime(1 days);
        h.pay(0, 0);
        h.requestStream(1, 0, 100, 9 days);
        h.approveStream(2, 0);
        h.passTime(1 days);
        h.openStream(0);
        h.passTime(1 days);
        h.withdrawStream(0, 0);
        h.openStreamByVote(1, 1_000, 20 days);
        h.passTime(2 days - 1);
        h.withdrawStream(0, 0);
        h.spend(0, 1_900e6, 0);
        h.spend(0, 1_500e6, 1);
        h.spend(0, 1_400e6, 1);
        h.spendUncapped(1, 700e6, 2, 0);
        h.dropQueued(1, 0);
        h.earn(0, 5e6);
        h.elect(0, 1, 0, 200 days);
        h.setBudget(0, 0, 2_000e6, 0, true);
        h.replaceBudget(1, 3 days, 0);
        h.trespass(0, 0);
        for (uint256 i; i < 20; ++i) h.passTime(2 days - 1);
        h.payQueued(0, 0);
        h.check();

        string[22] memory actions = [
            "requestPayment",
            "approve",
            "pay",
            "cancel",
            "stop",
            "requestGrant",
            "approveGrant",
            "openGrant",
            "requestMilestone",
            "requestStream",
            "approveStream",
            "openStream",
            "openStreamByVote",
            "withdrawStream",
            "spend",
            "queue",
            "payQueued",
            "dropQueued",
            "spendUncapped",
            "setBudget",
            "replaceBudget",
            "elect"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
