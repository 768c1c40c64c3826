// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IBonds} from "../interfaces/IBonds.sol";
import {Bonds} from "./Bonds.sol";

/// @title HeldRuns
/// @notice What the Court may do to a run on a gateway's bond: have it wait for a case, and take forged claims out of it.
/// @dev Claims that are filed while a run is held join it. A run of their own would be settled from what the forged ones
/// have left of the bond, before it is known that they are forged.
abstract contract HeldRuns is Bonds, AccessManaged {
    /// @inheritdoc IBonds
    function holdBondRun(address gateway, uint256 until) external restricted returns (uint256 run) {
        BondRun storage open = _openRun(gateway);
        uint256 latest = open.closesAt + MAX_HOLD;
        run = _runs[gateway].length;
        require(until <= latest, GatewayRegistryHoldTooLong(until, latest));

        uint16 holds = open.holds += 1;

        emit BondRunHeld(gateway, run, holds);
    }

    /// @inheritdoc IBonds
    function releaseBondRun(address gateway, uint256 run) external restricted {
        bondRunOf(gateway, run);
        uint16 holds = _runs[gateway][run - 1].holds -= 1;
        emit BondRunReleased(gateway, run, holds);
    }

    /// @inheritdoc IBonds
    function voidBondClaim(
        address gateway,
        uint256 run,
        address payee,
        uint96 amount
    ) external restricted returns (uint96 voided) {
        uint96 filed = _bondClaims[gateway][run][payee].filed;
        if (bondRunOf(gateway, run).settled) return 0;
        voided = amount < filed ? amount : filed;
        if (voided == 0) return 0;

        _withdraw(gateway, run, payee, voided);

        emit BondClaimVoided(gateway, run, payee, voided);
    }
}
