// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICases} from "../../interfaces/ICases.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {ChargeCases} from "./ChargeCases.sol";

/// @title ReviewCases
/// @notice Cases about reviews. An anonymous reviewer cannot answer without losing his name; the arbitrator rules all the same.
abstract contract ReviewCases is ChargeCases {
    IReputation public immutable REPUTATION;

    constructor(IReputation reputation) {
        REPUTATION = reputation;
    }

    /// @inheritdoc ICases
    function openReview(
        uint256 serviceId,
        address client,
        uint64 index,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external payable nonReentrant returns (uint256 caseId) {
        Case memory opened;
        opened.kind = Kind.Review;
        opened.challenger = msg.sender;
        opened.bond = minBond;
        opened.respondent = client;
        opened.subject = serviceId;
        opened.party = client;
        opened.item = index;
        caseId = _fileAlone(opened, evidence);
        _takeBond(opened.bond, permit);
    }

    function _endReview(uint256 caseId, Case storage ended, Outcome outcome) internal returns (bool done) {
        if (outcome != Outcome.Upheld) return true;
        try REPUTATION.strike(ended.subject, ended.party, ended.item) {
            return true;
        } catch (bytes memory reason) {
            _requireReason(caseId, reason);
        }
    }
}
