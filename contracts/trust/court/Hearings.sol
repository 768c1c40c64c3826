// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrable} from "../../interfaces/IArbitrable.sol";
import {IArbitrator} from "../../interfaces/IArbitrator.sol";
import {ICourt} from "../../interfaces/ICourt.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {BountyCases} from "./BountyCases.sol";

/// @title Hearings
/// @notice Answer, admission and ruling. A case only ever moves forward.
abstract contract Hearings is BountyCases {
    /// @inheritdoc ICourt
    function answer(
        uint256 caseId,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external nonReentrant {
        Case storage found = _cases[caseId];
        _checkRespondent(caseId, found);
        uint96 bond = found.bond;

        found.state = State.Answered;
        found.reply = Reply.Answered;
        if (found.kind == Kind.Stake) found.respondent = msg.sender;

        emit CaseAnswered(caseId, msg.sender, bond, found.ruleBy);
        _leave(caseId, evidence);
        _takeBond(bond, permit);
    }

    /// @inheritdoc ICourt
    function concede(uint256 caseId) external nonReentrant {
        Case storage found = _cases[caseId];
        _checkRespondent(caseId, found);

        found.reply = Reply.Conceded;
        if (found.kind == Kind.Stake) {
            found.state = State.Answered;
        } else {
            found.state = State.Decided;
            found.outcome = Outcome.Upheld;
        }

        emit CaseConceded(caseId, msg.sender);
    }

    /// @inheritdoc IArbitrable
    function rule(uint256 disputeID, uint256 ruling) external nonReentrant {
        IArbitrator sender = IArbitrator(msg.sender);
        uint256 caseId = _caseIds[sender][disputeID];
        require(caseId != 0, CourtUnknownDispute(msg.sender, disputeID));
        Case storage found = _cases[caseId];
        (State state, uint256 ruleBy) = (found.state, found.ruleBy);
        uint256 earliest = uint256(found.deadline) + 1;
        require(state == State.Open || state == State.Answered, CourtState(caseId, state));
        // Who is asked to answer is heard, or has let the time for it pass.
        require(
            state == State.Answered || block.timestamp >= earliest,
            CourtTooEarly(block.timestamp, earliest)
        );
        require(block.timestamp <= ruleBy, CourtTooLate(block.timestamp, ruleBy));
        require(ruling <= CHOICES, CourtUnknownRuling(ruling, CHOICES));

        Outcome outcome = Outcome(ruling);
        bool last = outcome == Outcome.Refused || found.kind == Kind.Charge;
        uint40 appealBy = uint40(block.timestamp + (last ? 0 : found.appealWindow));
        found.ruling = outcome;
        found.outcome = outcome;
        found.state = last ? State.Decided : State.Ruled;
        found.deadline = appealBy;

        emit Ruling(sender, disputeID, ruling);
        emit CaseRuled(caseId, outcome, appealBy);
    }

    function _checkRespondent(uint256 caseId, Case storage found) private view {
        (State state, uint256 deadline) = (found.state, found.deadline);
        require(state == State.Open, CourtState(caseId, state));
        require(block.timestamp <= deadline, CourtTooLate(block.timestamp, deadline));
        // A service can be sold while its case runs: the stake goes with it, and so does the defence.
        bool speaks =
            found.kind == Kind.Stake
                ? SERVICES.isAuthorizedOrOwner(msg.sender, found.subject)
                : msg.sender == found.respondent;
        require(speaks, CourtNotRespondent(caseId, msg.sender));
    }
}
