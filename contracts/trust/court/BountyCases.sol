// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICases} from "../../interfaces/ICases.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IAuditBounties} from "../../interfaces/IAuditBounties.sol";
import {ReviewCases} from "./ReviewCases.sol";

/// @title BountyCases
/// @notice Cases about reports that their sponsors do not accept.
abstract contract BountyCases is ReviewCases {
    IAuditBounties public immutable BOUNTIES;

    constructor(IAuditBounties bounties) {
        BOUNTIES = bounties;
    }

    /// @inheritdoc ICases
    function openBounty(
        uint256 bountyId,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable nonReentrant returns (uint256 caseId) {
        // Refuses whoever is not the sponsor, and what is not to be disputed.
        (address auditor, uint96 reward) = BOUNTIES.dispute(bountyId, msg.sender);

        Case memory opened;
        opened.kind = Kind.Bounty;
        opened.challenger = msg.sender;
        opened.bond = _bondFor(reward);
        opened.respondent = auditor;
        opened.amount = reward;
        opened.subject = bountyId;
        caseId = _fileAlone(opened, evidence);
        _takeBond(opened.bond, permit);
    }

    /// @dev Without a ruling AuditBounties ends the dispute in its own time.
    function _endBounty(uint256 caseId, Case storage ended, Outcome outcome) internal returns (bool done) {
        if (outcome == Outcome.Refused) return true;
        try BOUNTIES.rule(ended.subject, outcome == Outcome.Rejected) {
            return true;
        } catch (bytes memory reason) {
            _requireReason(caseId, reason);
        }
    }
}
