// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {ICouncilArbitrator} from "../../../../contracts/interfaces/ICouncilArbitrator.sol";
import {ICourt} from "../../../../contracts/interfaces/ICourt.sol";
import {ICourtParameters} from "../../../../contracts/interfaces/ICourtParameters.sol";
import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IStakeLocks} from "../../../../contracts/interfaces/IStakeLocks.sol";
import {deploy} from "../Artifacts.sol";
import {MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {CasesHandler} from "./CasesHandler.sol";
import {CourtParts} from "./CasesModel.sol";
import {Tribune} from "./Tribune.sol";

/// @notice The invariants of INVARIANTS.court.md after every action of the handler.
contract CourtInvariantsTest is MarketFixture {
    uint64 private constant SLASHER = 40;

    CasesHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        CourtParts memory parts;
        parts.market = deployMarket();
        IAccessManager authority = parts.market.authority;
        parts.tribune = new Tribune(parts.market.usdc, address(parts.market.services), parts.market.bonds);
        parts.treasury = address(0x7EA5);
        parts.gateway = address(0x6A7E);
        parts.publishers = [address(0xB001), address(0xB002)];
        openGateway(parts.market, parts.gateway);
        parts.serviceIds[0] = listService(
            parts.market,
            parts.publishers[0],
            "acme/one",
            ServiceClass.SelfHosted
        );
        parts.serviceIds[1] = listService(
            parts.market,
            parts.publishers[1],
            "other/two",
            ServiceClass.SelfHosted
        );
        parts.arbitrator = ICouncilArbitrator(deploy("CouncilArbitrator", abi.encode(authority)));
        address tribune = address(parts.tribune);
        parts.court = ICourt(
            deploy(
                "Court",
                abi.encode(
                    tribune,
                    tribune,
                    tribune,
                    tribune,
                    parts.treasury,
                    authority,
                    parts.arbitrator,
                    uint96(10e6),
                    ICourtParameters.Windows(3 days, 7 days, 3 days)
                )
            )
        );
        _giveCourt(authority, parts);
        _handler = new CasesHandler(parts);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_court() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        CasesHandler h = _handler;
        h.addStake(0, 100e6);
        h.depart(1);
        h.openStake(0, 0, 60e6, 7);
        h.answer(0, 1);
        h.rule(0, 1);
        h.appeal(0, 1);
        h.endVote(1);
        h.execute(0, 2);
        h.openStake(1, 0, 50e6, 0);
        h.concede(0, 1, 0);
        h.rule(0, 2);
        h.appeal(0, 2);
        h.resolve(0, 1);
        h.execute(0, 0);
        h.fileClaim(1, 300e6);
        h.fileClaim(2, 200e6);
        h.openBond(1, 300e6 + 1);
        h.openBond(1, 250e6);
        h.passTime(3 days - 1);
        h.passTime(3 days - 1);
        h.passTime(3 days - 1);
        h.settleRun();
        h.rule(0, 1);
        h.passTime(3 days - 1);
        h.passTime(1);
        h.execute(0, 0);
        h.settleRun();
        h.addBond(500e6);
        h.openReview(0, 1);
        h.concede(0, 1, 0);
        h.execute(0, 1);
        h.openReview(0, 1);
        h.setGone(true);
        h.setWindows(2 days, 4 days, 2 days);
        h.trespass(0, 0, 0);
        h.collect(0);
        h.collect(1);
        h.sweepTreasury();
        h.openStake(2, 1, 9e6, 0);
        h.waitForAll(0);
        h.openStake(2, 1, 9e6, 0);
        for (uint256 i; i < 20; ++i) h.passTime(3 days - 1);
        h.lift(0);
        h.check();

        string[24] memory actions = [
            "addStake",
            "depart",
            "openStake",
            "openBond",
            "openReview",
            "answer",
            "concede",
            "rule",
            "appeal",
            "endVote",
            "resolve",
            "execute",
            "slash",
            "void",
            "fileClaim",
            "settleRun",
            "addBond",
            "setGone",
            "setWindows",
            "trespass",
            "collect",
            "sweepTreasury",
            "waitForAll",
            "lift"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }

    function _giveCourt(IAccessManager authority, CourtParts memory parts) private {
        bytes4[] memory stakes = new bytes4[](3);
        stakes[0] = IStakeLocks.lock.selector;
        stakes[1] = IStakeLocks.unlock.selector;
        stakes[2] = IStakeLocks.slash.selector;
        bytes4[] memory runs = new bytes4[](3);
        runs[0] = IBonds.holdBondRun.selector;
        runs[1] = IBonds.releaseBondRun.selector;
        runs[2] = IBonds.voidBondClaim.selector;
        authority.setTargetFunctionRole(address(parts.market.services), stakes, SLASHER);
        authority.setTargetFunctionRole(address(parts.market.gateways), runs, SLASHER);
        authority.grantRole(SLASHER, address(parts.court), 0);
    }
}
