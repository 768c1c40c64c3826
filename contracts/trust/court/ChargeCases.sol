// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICases} from "../../interfaces/ICases.sol";
import {IChargeDisputes} from "../../interfaces/IChargeDisputes.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {ChargeDisputes} from "../../market/ChargeDisputes.sol";
import {BondCases} from "./BondCases.sol";

/// @title ChargeCases
/// @notice Cases about charges that their payers contest at ChargeDisputes.
abstract contract ChargeCases is BondCases {
    /// @notice Seconds that are left to execute a ruling before ChargeDisputes ends the dispute. With the longest windows a case
    /// can be opened for four days.
    uint256 public constant CHARGE_EXECUTION_TIME = 2 days;

    ChargeDisputes public immutable DISPUTES;
    IEarnings public immutable EARNINGS;

    constructor(ChargeDisputes disputes) {
        DISPUTES = disputes;
        EARNINGS = disputes.EARNINGS();
    }

    /// @inheritdoc ICases
    function openCharge(
        uint256 disputeId,
        Evidence calldata evidence
    ) external payable nonReentrant returns (uint256 caseId) {
        IChargeDisputes.Dispute memory dispute = DISPUTES.disputeOf(disputeId);
        IEarnings.Freeze memory frozen = EARNINGS.freezeOf(disputeId);
        Windows memory now_ = windows;
        uint256 end = block.timestamp + now_.answer + now_.rule + CHARGE_EXECUTION_TIME;
        require(dispute.state == IChargeDisputes.State.Contested, CourtNotContested(disputeId));
        require(end <= dispute.deadline, CourtNoTimeLeft(end, dispute.deadline));

        Case memory opened;
        opened.kind = Kind.Charge;
        opened.challenger = dispute.payer;
        opened.respondent = frozen.payee;
        opened.amount = frozen.amount;
        opened.subject = disputeId;
        return _fileAlone(opened, evidence);
    }

    /// @dev ChargeDisputes gives the bonds of both sides to the winner; without a ruling it ends the dispute in its own time.
    function _endCharge(uint256 caseId, Case storage ended, Outcome outcome) internal returns (bool done) {
        if (outcome == Outcome.Refused) return true;
        try DISPUTES.rule(ended.subject, outcome == Outcome.Upheld) {
            return true;
        } catch (bytes memory reason) {
            _requireReason(caseId, reason);
        }
    }
}
