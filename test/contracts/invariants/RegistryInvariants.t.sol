// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MarketFixture} from "./MarketFixture.sol";
import {RegistryHandler} from "./RegistryHandler.sol";
import {vm} from "./Vm.sol";

/// @notice The invariants of INVARIANTS.registry.md after every action of the handler.
contract RegistryInvariantsTest is MarketFixture {
    RegistryHandler private _registries;

    function setUp() external {
        vm.warp(1_800_000_000);
        _registries = new RegistryHandler(deployMarket());
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_registries);
    }

    function invariant_registries() external view {
        _registries.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheHandlerWorks() external {
        RegistryHandler h = _registries;
        h.register(0, 1_000e6, 0, 10 days);
        h.list(0, 0, 0, false, 300e6, 0);
        h.list(1, 1, 0, true, 300e6, 2);
        h.squat(0, 0, 1);
        h.moveToHost(0, 0, true, false);
        h.proposeTerms(0, false);
        h.anchor(0, 1, 0, "root");
        h.attest(0, 0, 1, 30 days);
        h.attest(0, 1, 1, 30 days);
        h.revokeAttestation(0, 1);
        h.lock(0, 20 days);
        h.slash(0, 0, 7e6);
        h.unlock(0, 0);
        h.lock(0, 1 days);
        h.publishVersion(0, "second");
        h.stake(0, 1, 5e6);
        h.passTime(2 days);
        h.liftLock(0, 1);
        h.thawStake(0, 50e6);
        h.cancelStakeThaw(0, 0);
        h.thawStake(0, 60e6);
        h.setStatus(1, 2);
        h.trespass(0, 0);
        h.sell(0);
        h.setReceiptKey(0, 1, 20 days, 30 days);
        h.addBond(0, 1, 7e6);
        h.requestExit(0);
        h.cancelExit(0, 0);
        h.requestExit(0);
        h.govern(0, 0, 0);
        for (uint256 i; i < 4; ++i) h.passTime(10 days - 1);
        h.withdrawStake(0);
        h.withdrawBond(0);
        h.check();

        string[26] memory actions = [
            "list",
            "squat",
            "moveToHost",
            "proposeTerms",
            "anchor",
            "attest",
            "revokeAttestation",
            "lock",
            "slash",
            "unlock",
            "liftLock",
            "publishVersion",
            "stake",
            "thawStake",
            "cancelStakeThaw",
            "withdrawStake",
            "setStatus",
            "trespass",
            "sell",
            "register",
            "setReceiptKey",
            "addBond",
            "requestExit",
            "cancelExit",
            "withdrawBond",
            "govern"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }
}
