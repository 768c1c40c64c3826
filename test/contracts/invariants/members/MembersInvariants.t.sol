// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAttestationAdapter} from "../../../../contracts/interfaces/IAttestationAdapter.sol";
import {IMembers} from "../../../../contracts/interfaces/IMembers.sol";
import {deploy} from "../Artifacts.sol";
import {MarketFixture} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {LedgerBook} from "./LedgerBook.sol";
import {MembersHandler} from "./MembersHandler.sol";

/// @notice The invariants of INVARIANTS.members.md after every action of the handler.
contract MembersInvariantsTest is MarketFixture {
    MembersHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        address stoa = deploy("StoaToken", abi.encode(address(this)));
        address authority = deploy("Authority", abi.encode(address(this)));
        LedgerBook book = new LedgerBook();
        IMembers members = IMembers(
            deploy(
                "Members",
                abi.encode(stoa, book, authority, uint96(1_000e18), uint96(50e6), uint96(500e6))
            )
        );
        IAttestationAdapter[] memory adapters = new IAttestationAdapter[](2);
        for (uint256 i; i < adapters.length; ++i) {
            adapters[i] = IAttestationAdapter(
                deploy(
                    "AttestationAdapter",
                    abi.encode(members, vm.addr(0xA77E), keccak256("bytes32 person"), address(0xEA5), "1.3.0")
                )
            );
            members.setAdapter(address(adapters[i]), true);
        }
        _handler = new MembersHandler(members, IERC20(stoa), book, adapters);
        IERC20(stoa).transfer(address(_handler), 1_000_000_000e18);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_members() external view {
        _handler.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        MembersHandler h = _handler;
        h.enrol(0);
        h.enrolWith(0, 0, 0, 1);
        h.enrolWith(1, 1, 1, 1);
        h.pay(0, 1, 60e6, true);
        h.refresh(0, 1, 1);
        for (uint256 i; i < 3; ++i) h.passTime(12 days - 1);
        h.recover(2, 0, 0, 1);
        h.trespass(0, 2);
        h.govern(0, 0, 0);
        h.setAdapter(0, 0);
        h.startExit(2, 0);
        h.passTime(8 days);
        h.exit(2);
        h.check();

        string[12] memory actions = [
            "enrol",
            "addCredential",
            "enrolWith",
            "pay",
            "refresh",
            "passTime",
            "recover",
            "trespass",
            "govern",
            "setAdapter",
            "startExit",
            "exit"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
