// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IArbitrator} from "../interfaces/IArbitrator.sol";
import {IAuditBounties} from "../interfaces/IAuditBounties.sol";
import {ICourt} from "../interfaces/ICourt.sol";
import {IReputation} from "../interfaces/IReputation.sol";
import {ChargeDisputes} from "../market/ChargeDisputes.sol";
import {ServiceRegistry} from "../market/ServiceRegistry.sol";
import {BondCases} from "./court/BondCases.sol";
import {BountyCases} from "./court/BountyCases.sol";
import {CaseAppeals} from "./court/CaseAppeals.sol";
import {ChargeCases} from "./court/ChargeCases.sol";
import {CourtParameters} from "./court/CourtParameters.sol";
import {CourtPurse} from "./court/CourtPurse.sol";
import {ReviewCases} from "./court/ReviewCases.sol";
import {StakeCases} from "./court/StakeCases.sol";

/// @title Court
/// @dev Its parts, each upon the one before: court/CourtParameters, CourtPurse, Cases, StakeCases, BondCases, ChargeCases,
/// ReviewCases, BountyCases, Hearings, CaseAppeals. Here cases end.
contract Court is CaseAppeals {
    /// @param disputes Knows the vault, the registries and the token.
    constructor(
        ChargeDisputes disputes,
        IReputation reputation,
        IAuditBounties bounties,
        IGovernor governor,
        address treasury,
        address authority_,
        IArbitrator firstArbitrator,
        uint96 initialMinBond,
        Windows memory initialWindows
    )
        AccessManaged(authority_)
        CourtParameters(firstArbitrator, initialMinBond, initialWindows)
        CourtPurse(disputes.TOKEN(), treasury)
        StakeCases(ServiceRegistry(address(disputes.SERVICES())), disputes.VAULT())
        BondCases(disputes.GATEWAYS())
        ChargeCases(disputes)
        ReviewCases(reputation)
        BountyCases(bounties)
        CaseAppeals(governor)
    {}

    /// @inheritdoc ICourt
    function execute(uint256 caseId) external nonReentrant {
        Case storage ended = _cases[caseId];
        Outcome outcome = _outcomeOf(caseId, ended);

        ended.state = State.Closed;
        ended.outcome = outcome;
        if (ended.kind != Kind.Stake) _forget(ended);
        uint96[4] memory shares = _shareBonds(ended, outcome);

        // Before the event, which tells what came of it.
        (bool done, uint96 taken) = _carryOut(caseId, ended, outcome);
        emit CaseClosed(caseId, outcome, done, taken, shares[0], shares[1], shares[2], shares[3]);
    }

    /// @dev What was decided, or what the end of a window decides.
    function _outcomeOf(uint256 caseId, Case storage found) private view returns (Outcome) {
        State state = found.state;
        if (state == State.Decided) return found.outcome;
        bool waits = state == State.Open || state == State.Answered;
        require(waits || state == State.Ruled || state == State.Appealed, CourtState(caseId, state));
        uint256 earliest = uint256(waits ? found.ruleBy : found.deadline) + 1;
        bool over = block.timestamp >= earliest;
        if (!over && state == State.Appealed) over = _isLost(found.proposalId);
        require(over, CourtTooEarly(block.timestamp, earliest));
        return waits ? Outcome.Refused : found.ruling;
    }

    /// @dev Of the challenger, the respondent, the appellant, the Treasury. All bonds of the case, to the base unit.
    function _shareBonds(Case storage ended, Outcome outcome) private returns (uint96[4] memory shares) {
        uint96 bond = ended.bond;
        bool answered = ended.reply == Reply.Answered;
        uint96 lost = 0;
        if (outcome != Outcome.Rejected) shares[0] = bond;
        else lost += bond;
        if (answered && outcome != Outcome.Upheld) shares[1] = bond;
        else if (answered) lost += bond;
        if (ended.appellant != address(0)) {
            if (outcome == ended.ruling) lost += bond * 2;
            else shares[2] = bond * 2;
        }
        // Who put up nothing wins nothing.
        if (outcome == Outcome.Upheld) shares[0] += lost / 2;
        else if (answered) shares[1] += lost / 2;
        shares[3] = lost;
        if (outcome == Outcome.Upheld || answered) shares[3] -= lost / 2;

        _owe(ended.challenger, shares[0]);
        _owe(ended.respondent, shares[1]);
        _owe(ended.appellant, shares[2]);
        _owe(TREASURY, shares[3]);
    }

    function _carryOut(
        uint256 caseId,
        Case storage ended,
        Outcome outcome
    ) private returns (bool done, uint96 taken) {
        Kind kind = ended.kind;
        if (kind == Kind.Stake) return _endStake(caseId, ended, outcome);
        if (kind == Kind.Bond) return _endBond(caseId, ended, outcome);
        if (kind == Kind.Charge) return (_endCharge(caseId, ended, outcome), 0);
        if (kind == Kind.Review) return (_endReview(caseId, ended, outcome), 0);
        return (_endBounty(caseId, ended, outcome), 0);
    }
}
