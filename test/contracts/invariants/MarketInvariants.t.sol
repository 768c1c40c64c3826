// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {Market, MarketFixture} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";
import {MarketChecks} from "./market/MarketChecks.sol";

/// @notice The invariants of INVARIANTS.md after every action of the handler.
contract MarketInvariantsTest is MarketFixture {
    MarketChecks private _market;

    function setUp() external {
        vm.warp(1_800_000_000);
        Market memory market = deployMarket();
        openGateway(market, vm.addr(0xB000));
        openGateway(market, vm.addr(0xB001));
        uint256[3] memory serviceIds = [
            listService(market, vm.addr(0xC000), "acme/own", ServiceClass.SelfHosted),
            listService(market, vm.addr(0xC000), "acme/hosted", ServiceClass.Hosted),
            listService(market, vm.addr(0xC001), "other/managed", ServiceClass.Managed)
        ];
        _market = new MarketChecks(market, serviceIds);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    function invariant_marketBalances() external view {
        _market.check();
    }
}
