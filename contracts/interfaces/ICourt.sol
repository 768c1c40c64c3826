// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrable} from "./IArbitrable.sol";
import {ICases} from "./ICases.sol";
import {ICourtParameters} from "./ICourtParameters.sol";
import {IGatewayRegistry} from "./IGatewayRegistry.sol";

/// @title Court
/// @notice Disputes about stakes, bonds, charges, reviews and bounties: opened, answered or conceded, ruled on by an ERC-792
/// arbitrator, appealed to all token holders, executed by anyone.
/// @dev Every step has an end that nobody's silence moves. Silence of the respondent is no confession: the arbitrator rules
/// all the same. Silence of the arbitrator decides nothing and gives the bonds back. Without a vote in time the ruling stands.
///
/// Whoever loses loses his bond: half to the winner, half to the Treasury; all of it to the Treasury when the winner had
/// been silent and put up none. An appeal that changes nothing loses its bond in the same way.
interface ICourt is ICases, ICourtParameters, IArbitrable {
    /// @param bond Token base units. @param deadline Unix seconds, inclusive: the arbitrator's.
    event CaseAnswered(uint256 indexed caseId, address indexed respondent, uint96 bond, uint40 deadline);
    event CaseConceded(uint256 indexed caseId, address indexed respondent);
    /// @param appealBy Unix seconds, inclusive; the time of the ruling when it is final.
    event CaseRuled(uint256 indexed caseId, Outcome ruling, uint40 appealBy);
    /// @param proposed What the vote is about: the other outcome. @param voteBy Unix seconds, inclusive.
    event CaseAppealed(
        uint256 indexed caseId,
        address indexed appellant,
        uint96 bond,
        uint256 indexed proposalId,
        Outcome proposed,
        uint40 voteBy
    );
    event AppealResolved(uint256 indexed caseId, Outcome outcome);
    /// @param done Whether what the case was about took the outcome: a review may be gone, a charge have been concluded.
    /// @param taken Of the stake, or voided of the bond's claims, token base units.
    /// @param toChallenger Bonds and reward of the bonds that he can collect. @param toRespondent @param toAppellant The same.
    /// @param toTreasury Of the bonds.
    event CaseClosed(
        uint256 indexed caseId,
        Outcome outcome,
        bool done,
        uint96 taken,
        uint96 toChallenger,
        uint96 toRespondent,
        uint96 toAppellant,
        uint96 toTreasury
    );
    event BondsCollected(address indexed account, address indexed to, uint96 amount);

    error CourtState(uint256 caseId, State state);
    error CourtTooEarly(uint256 time, uint256 earliest);
    error CourtTooLate(uint256 time, uint256 latest);
    error CourtNotRespondent(uint256 caseId, address caller);
    error CourtUnknownDispute(address arbitrator, uint256 disputeId);
    error CourtUnknownRuling(uint256 ruling, uint256 maximum);
    /// @notice The call was given too little gas for what it is to do.
    error CourtStarved(uint256 caseId);
    error CourtNothingOwed(address account);
    error CourtZeroAddress();

    /// @notice Stands up to a case, with the same bond. Respondent only: whoever controls the service, of a Stake case.
    function answer(
        uint256 caseId,
        Evidence calldata evidence,
        IGatewayRegistry.Permit calldata permit
    ) external;

    /// @notice Admits a case, without a bond: it is decided for the challenger. Respondent only, before he has answered. A Stake
    /// case goes to the arbitrator, who can rule on it at once.
    /// @dev Could a publisher give his stake away, a friend's case would be a way out of it, past the thaw and past the cases of
    /// those whom he harmed.
    function concede(uint256 caseId) external;

    /// @notice Appeals a ruling to a vote on the other outcome, which the Court proposes, for twice the bond. Anyone may, once.
    function appeal(uint256 caseId, IGatewayRegistry.Permit calldata permit) external;

    /// @notice Decides an appeal. Governed: what the appeal's proposal calls.
    /// @param outcome 1 for the challenger, 2 against him.
    function resolveAppeal(uint256 caseId, uint256 outcome) external;

    /// @notice Does what was decided, or what the end of a window decides. Anyone may; nothing depends on who.
    function execute(uint256 caseId) external;

    /// @notice Pays out the bonds that are the caller's.
    function collect(address to) external returns (uint96 amount);

    /// @notice Pays the Treasury what is its. Anyone may.
    function sweepTreasury() external returns (uint96 amount);

    /// @notice Bonds that an account may collect, token base units.
    function owedTo(address account) external view returns (uint96);
}
