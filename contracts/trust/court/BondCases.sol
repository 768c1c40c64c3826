// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICases} from "../../interfaces/ICases.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {GatewayRegistry} from "../../market/GatewayRegistry.sol";
import {StakeCases} from "./StakeCases.sol";

/// @title BondCases
/// @notice Cases about claims on a gateway's bond that a leaked receipt key has made.
abstract contract BondCases is StakeCases {
    GatewayRegistry public immutable GATEWAYS;

    constructor(GatewayRegistry gateways) {
        GATEWAYS = gateways;
    }

    /// @inheritdoc ICases
    function openBond(
        address payee,
        uint96 amount,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable nonReentrant returns (uint256 caseId) {
        uint256 run = GATEWAYS.holdBondRun(msg.sender, _latestEnd());
        (uint96 filed, ) = GATEWAYS.bondClaimOf(msg.sender, run, payee);
        require(amount != 0 && amount <= filed, CourtAmountOutOfBounds(amount, 1, filed));

        Case memory opened;
        opened.kind = Kind.Bond;
        opened.challenger = msg.sender;
        opened.bond = _bondFor(amount);
        opened.respondent = payee;
        opened.amount = amount;
        opened.subject = run;
        opened.party = msg.sender;
        caseId = _fileAlone(opened, evidence);
        _takeBond(opened.bond, permit);
    }

    /// @dev The gateway may have cured the claim meanwhile; nothing of it is void then.
    function _endBond(Case storage ended, Outcome outcome) internal returns (bool done, uint96 voided) {
        (address gateway, uint256 run) = (ended.party, ended.subject);
        bool upheld = outcome == Outcome.Upheld;
        if (upheld) voided = GATEWAYS.voidBondClaim(gateway, run, ended.respondent, ended.amount);
        GATEWAYS.releaseBondRun(gateway, run);
        return (!upheld || voided != 0, voided);
    }
}
