// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../../../contracts/interfaces/IEarnings.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IFeeSchedule, ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {MarketMessages} from "./MarketMessages.sol";
import {vm} from "../Vm.sol";

/// @notice Governance sets every number it has, within its bounds and beyond; time passes.
abstract contract GovernanceActions is MarketMessages {
    function publishFees(uint256 classSeed, uint16 feeBps, uint16 gatewayBps) external {
        (uint16 fee, uint16 share) = (feeBps % 3_300, uint16(between(gatewayBps, 900, 6_100)));
        bytes memory data = abi.encodeCall(
            IFeeSchedule.publishFees,
            (ServiceClass(classSeed % 3), fee, share, 1_000, 1_000)
        );
        bool allowed = fee <= 3_000 && share >= 1_000 && share <= 6_000;
        attempt(governance, address(market.fees), data, allowed, "9: fees");
    }

    function setHold(uint32 hold) external {
        hold = uint32(between(hold, 22 hours, 7 days + 2 hours));
        bytes memory data = abi.encodeCall(IEarnings.setHold, (hold));
        attempt(governance, address(market.earnings), data, hold >= 2 days && hold <= 7 days, "20: hold");
    }

    function setThawPeriod(uint32 period) external {
        period = uint32(between(period, 6 hours, 30 hours));
        bytes memory data = abi.encodeCall(IEscrowVault.setThawPeriod, (period));
        attempt(governance, address(market.vault), data, period >= 8 hours, "20: thaw period");
        thawPeriod = period;
    }

    /// @notice Closes gateways and refuses small deposits; nothing else may depend on it.
    function setLeasts(uint96 deposit_, uint96 bond) external {
        (minDeposit, minBond) = (
            uint96(between(deposit_, 0.01e6, 100e6)),
            uint96(between(bond, 1_000e6, 6_000e6))
        );
        bytes memory deposits = abi.encodeCall(IEscrowVault.setMinDeposit, (minDeposit));
        attempt(governance, address(market.vault), deposits, true, "20: least deposit");
        bytes memory least = abi.encodeCall(IGatewayRegistry.setMinBond, (minBond));
        attempt(governance, address(market.gateways), least, true, "20: least bond");
    }

    /// @notice Mostly hours; now and then the days of a run, rarely the weeks of an exit.
    function passTime(uint256 duration) external {
        uint256 most =
            duration % 8 == 0
                ? 30 days
                : duration % 4 == 1
                    ? 8 days
                    : 30 hours;
        vm.warp(block.timestamp + between(duration / 8, 1, most));
    }
}
