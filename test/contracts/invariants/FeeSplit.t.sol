// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IFeeSchedule} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {FeeSplit} from "../../../contracts/market/libraries/FeeSplit.sol";

/// @notice Invariant 9 over all charges and all fees that the schedule can hold.
contract FeeSplitTest {
    function testFuzz_partsAreTheWhole(
        uint96 amount,
        IFeeSchedule.Fees memory fees,
        bool hasIntegrator
    ) external pure {
        bound(fees);
        FeeSplit.Split memory parts = split(amount, fees, hasIntegrator);
        uint256 shared = uint256(parts.gateway) + parts.integrator + parts.rewards + parts.treasury;
        uint256 sum = shared + parts.net + parts.host;
        require(sum == amount, "a base unit is lost or made");
        require(parts.fee == amount - parts.net, "fee and net are not the whole");
    }

    function testFuzz_feeIsRoundedUp(uint96 amount, IFeeSchedule.Fees memory fees) external pure {
        bound(fees);
        uint256 scaled = uint256(split(amount, fees, true).fee) * 10_000;
        uint256 exact = uint256(amount) * fees.feeBps;
        require(scaled >= exact && scaled < exact + 10_000, "not the ceiling");
    }

    function testFuzz_hostHasWhatExceedsTheSharedPart(
        uint96 amount,
        IFeeSchedule.Fees memory fees
    ) external pure {
        bound(fees);
        FeeSplit.Split memory parts = split(amount, fees, true);
        uint256 scaled = uint256(parts.fee - parts.host) * 10_000;
        uint256 exact = uint256(amount) * fees.baseFeeBps;
        require(scaled >= exact && scaled < exact + 10_000, "the shared part is not the ceiling");
        fees.feeBps = fees.baseFeeBps;
        FeeSplit.Split memory own = split(amount, fees, true);
        require(own.host == 0, "a host's part of a fee that has none");
        require(own.gateway == parts.gateway && own.treasury == parts.treasury, "from another party");
    }

    function testFuzz_integratorTakesFromTheTreasuryAlone(
        uint96 amount,
        IFeeSchedule.Fees memory fees
    ) external pure {
        bound(fees);
        FeeSplit.Split memory without = split(amount, fees, false);
        FeeSplit.Split memory with = split(amount, fees, true);
        require(without.integrator == 0, "a share for nobody");
        require(without.treasury == with.treasury + with.integrator, "not from the treasury");
        require(without.net == with.net && without.gateway == with.gateway, "from another party");
    }

    function split(
        uint96 amount,
        IFeeSchedule.Fees memory fees,
        bool hasIntegrator
    ) private pure returns (FeeSplit.Split memory parts) {
        FeeSplit.split(parts, amount, fees, hasIntegrator);
    }

    function bound(IFeeSchedule.Fees memory fees) private pure {
        fees.feeBps %= 3_001;
        fees.baseFeeBps %= fees.feeBps + 1;
        fees.gatewayBps = 1_000 + (fees.gatewayBps % 5_001);
        fees.integratorBps %= 3_001;
        fees.rewardsBps %= 10_001 - fees.gatewayBps - fees.integratorBps;
    }
}
