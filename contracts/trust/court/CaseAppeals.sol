// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {ICourt} from "../../interfaces/ICourt.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {Hearings} from "./Hearings.sol";

/// @title CaseAppeals
/// @notice From the arbitrator to all who can vote. The Court proposes, so that an appeal comes to a vote whether a holder of
/// tokens cares or not; and it waits for the vote no longer than APPEAL_MAX.
abstract contract CaseAppeals is Hearings {
    IGovernor public immutable GOVERNOR;

    constructor(IGovernor governor) {
        GOVERNOR = governor;
    }

    /// @inheritdoc ICourt
    function appeal(uint256 caseId, IGatewayRegistry.Permit calldata permit) external nonReentrant {
        Case storage found = _cases[caseId];
        (State state, uint256 appealBy) = (found.state, found.deadline);
        require(state == State.Ruled, CourtState(caseId, state));
        require(block.timestamp <= appealBy, CourtTooLate(block.timestamp, appealBy));

        Outcome other = found.ruling == Outcome.Upheld ? Outcome.Rejected : Outcome.Upheld;
        uint96 bond = found.bond * 2;
        uint40 voteBy = uint40(block.timestamp + APPEAL_MAX);
        found.state = State.Appealed;
        found.appellant = msg.sender;
        found.deadline = voteBy;
        uint256 proposalId = _propose(caseId, other);
        found.proposalId = uint64(proposalId);

        emit CaseAppealed(caseId, msg.sender, bond, proposalId, other, voteBy);
        _takeBond(bond, permit);
    }

    /// @inheritdoc ICourt
    function resolveAppeal(uint256 caseId, uint256 outcome) external restricted {
        Case storage found = _cases[caseId];
        (State state, uint256 voteBy) = (found.state, found.deadline);
        require(state == State.Appealed, CourtState(caseId, state));
        require(block.timestamp <= voteBy, CourtTooLate(block.timestamp, voteBy));
        require(outcome != 0 && outcome <= CHOICES, CourtUnknownRuling(outcome, CHOICES));

        found.state = State.Decided;
        found.outcome = Outcome(outcome);

        emit AppealResolved(caseId, Outcome(outcome));
    }

    /// @dev True when the appeal's proposal can no longer change the ruling.
    function _isLost(uint256 proposalId) internal view returns (bool) {
        IGovernor.ProposalState state = GOVERNOR.state(proposalId);
        return
            state == IGovernor.ProposalState.Canceled ||
            state == IGovernor.ProposalState.Defeated ||
            state == IGovernor.ProposalState.Expired;
    }

    /// @dev The last line keeps a stranger from proposing the same before, which would leave no proposal for the Court.
    function _propose(uint256 caseId, Outcome other) private returns (uint256) {
        address[] memory targets = new address[](1);
        uint256[] memory values = new uint256[](1);
        bytes[] memory calldatas = new bytes[](1);
        targets[0] = address(this);
        calldatas[0] = abi.encodeCall(ICourt.resolveAppeal, (caseId, uint256(other)));
        string memory description = string.concat(
            "# Appeal of case ",
            Strings.toString(caseId),
            other == Outcome.Upheld ? ": uphold it" : ": reject it",
            "\n\nThe arbitrator has ruled the other way. Without this vote the ruling stands.\n\n#proposer=",
            Strings.toHexString(address(this))
        );
        return GOVERNOR.propose(targets, values, calldatas, description);
    }
}
