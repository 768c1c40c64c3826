// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {deploy} from "./Artifacts.sol";
import {Market, MarketFixture} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";
import {HostileHandler} from "./hostile/HostileHandler.sol";
import {MoodyToken} from "./hostile/MoodyToken.sol";

/// @notice Invariant 18 of INVARIANTS.md, after every action on a market whose token turns.
contract HostileTokensTest is MarketFixture {
    HostileHandler private _handler;

    function setUp() external {
        vm.warp(1_800_000_000);
        MoodyToken token = new MoodyToken();
        Market memory market = deployMarketIn(deploy("TestUSDC", ""), address(token));
        address gateway = vm.addr(0xB000);
        openGateway(market, gateway);
        uint256[2] memory serviceIds = [
            listService(market, vm.addr(0xC000), "acme/own", ServiceClass.SelfHosted),
            listService(market, vm.addr(0xC001), "other/hosted", ServiceClass.Hosted)
        ];
        _handler = new HostileHandler(market, token, gateway, serviceIds);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_hostileTokens() external view {
        _handler.check();
    }
}
