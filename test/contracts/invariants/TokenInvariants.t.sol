// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IMerkleDistributor} from "../../../contracts/interfaces/IMerkleDistributor.sol";
import {IStoaToken} from "../../../contracts/interfaces/IStoaToken.sol";
import {IVesting} from "../../../contracts/interfaces/IVesting.sol";
import {deploy} from "./Artifacts.sol";
import {MarketFixture} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";
import {TokenHandler} from "./token/TokenHandler.sol";
import {TokenModel} from "./token/TokenModel.sol";

/// @notice The invariants of INVARIANTS.token.md after every action of the handler.
contract TokenInvariantsTest is MarketFixture, TokenModel {
    address private constant GOVERNANCE = address(0x60FE);
    TokenHandler private _tokens;

    function setUp() external {
        vm.warp(1_800_000_000);
        deadline = block.timestamp + 365 days;
        stoa = IStoaToken(deploy("StoaToken", abi.encode(address(this))));
        address authority = deploy("Authority", abi.encode(GOVERNANCE));
        IVesting[2] memory vestings = [_vesting(authority, 0), _vesting(authority, 1)];
        distributor = IMerkleDistributor(
            deploy("MerkleDistributor", abi.encode(stoa, TREASURY, rootOf(), deadline))
        );
        for (uint256 i; i < SHARES; ++i) stoa.transfer(address(distributor), shareOf(i));
        for (uint256 i; i < vestings.length; ++i) stoa.transfer(address(vestings[i]), 80_000_000e18);
        for (uint256 i; i < HOLDERS; ++i) stoa.transfer(holderOf(i), 100_000_000e18);
        stoa.transfer(TREASURY, stoa.balanceOf(address(this)));
        _tokens = new TokenHandler(stoa, vestings, distributor, deadline, GOVERNANCE);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_tokens);
    }

    function invariant_tokenSupply() external view {
        _tokens.check();
    }

    /// @dev Shows that no action is idle: each can change something, so that the campaign above has something to find.
    function test_everyActionOfTheTokenHandlerWorks() external {
        TokenHandler h = _tokens;
        h.transfer(0, 1, 5e18);
        h.delegate(0, 1);
        h.delegate(1, HOLDERS);
        h.claim(0, 1);
        h.claim(0, 1);
        h.claim(1, 0);
        h.release(0);
        h.trespass(0, 0);
        h.offerHandover(0, 0, 2);
        for (uint256 i; i < 10; ++i) h.passTime(40 days - 1);
        h.acceptHandover(0, 2);
        h.release(0);
        h.fund(0, 1, 3e18);
        h.revoke(0, 0);
        h.revoke(1, 0);
        h.release(0);
        h.sweep();
        h.check();

        string[11] memory actions = [
            "transfer",
            "delegate",
            "claim",
            "sweep",
            "fund",
            "release",
            "revoke",
            "offerHandover",
            "acceptHandover",
            "trespass",
            "passTime"
        ];
        for (uint256 i; i < actions.length; ++i) {
            require(h.done(actions[i]) != 0, string.concat("idle: ", actions[i]));
        }
    }

    /// @param place The first is revocable.
    function _vesting(address authority, uint256 place) private returns (IVesting) {
        (uint64 cliff, uint64 duration) = (uint64(CLIFF), uint64(DURATION));
        bytes memory args = abi.encode(
            stoa,
            TREASURY,
            authority,
            holderOf(place),
            uint64(block.timestamp),
            cliff,
            duration,
            place == 0
        );
        return IVesting(deploy("Vesting", args));
    }
}
