// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAuditBounties} from "../../../../contracts/interfaces/IAuditBounties.sol";
import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IServiceRecords} from "../../../../contracts/interfaces/IServiceRecords.sol";
import {deploy} from "../Artifacts.sol";
import {Market, MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {BountiesHandler} from "./BountiesHandler.sol";

/// @notice The invariants of INVARIANTS.bounties.md after every action of the handler.
contract BountiesInvariantsTest is MarketFixture {
    uint64 private constant ARBITER = 30;
    uint64 private constant AUDITOR = 42;
    address private constant COURT = address(0xC0);

    BountiesHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        Market memory market = deployMarket();
        uint256 serviceId = listService(market, vm.addr(0xC000), "acme/own", ServiceClass.SelfHosted);
        IAuditBounties bounties = IAuditBounties(
            deploy("AuditBounties", abi.encode(market.usdc, market.records, market.authority))
        );
        bytes4[] memory attest = new bytes4[](1);
        attest[0] = IServiceRecords.attest.selector;
        bytes4[] memory ruling = new bytes4[](2);
        (ruling[0], ruling[1]) = (IAuditBounties.dispute.selector, IAuditBounties.rule.selector);
        market.authority.setTargetFunctionRole(address(market.records), attest, AUDITOR);
        market.authority.setTargetFunctionRole(address(bounties), ruling, ARBITER);
        market.authority.grantRole(AUDITOR, address(bounties), 0);
        market.authority.grantRole(ARBITER, COURT, 0);
        _handler = new BountiesHandler(market, bounties, serviceId, COURT, address(this));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    /// hardhat-config: invariant.depth = 200
    function invariant_bounties() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        BountiesHandler h = _handler;
        for (uint256 i; i < 5; ++i) h.open(0, 50e6, 0, 10 days);
        h.cancel(0, 0, 0);
        for (uint256 i = 1; i < 5; ++i) h.submit(i, 2);
        h.turnRole(0);
        h.accept(1, 0);
        h.turnRole(1);
        h.attest(1);
        for (uint256 i = 2; i < 5; ++i) h.dispute(i, 0);
        h.trespass(2, 0, 1);
        h.rule(2, true);
        h.rule(3, false);
        h.collect(2);
        h.passTime(40 days - 1, 0);
        h.passTime(40 days - 1, 0);
        h.conclude(4);
        h.check();

        string[13] memory actions = [
            "open",
            "cancel",
            "submit",
            "accept",
            "dispute",
            "ruleFor",
            "ruleAgainst",
            "conclude",
            "attest",
            "collect",
            "turnRole",
            "trespass",
            "passTime"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
