// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {Tiers} from "./Tiers.sol";

/// @title PassRule
/// @notice What passes: power decides, voice can only stop. Ballots come in the order of Governor Bravo: Against, For, Abstain.
library PassRule {
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;

    /// @notice For's share that a constitutional change needs while few members vote, basis points.
    uint256 internal constant FEW_VOICES_APPROVAL = 8_000;

    uint256 private constant WHOLE = 10_000;

    /// @notice Ballots against a proposal never help it to its quorum.
    function isQuorate(IStoaGovernor.Ballots[3] memory ballots, uint256 quorum) internal pure returns (bool) {
        return uint256(ballots[FOR].power) + ballots[ABSTAIN].power >= quorum;
    }

    /// @notice Whether the ballots approve, the quorum left aside.
    function isApproved(
        IStoaGovernor.Ballots[3] memory ballots,
        IStoaGovernor.Rules memory rules,
        uint256 quorum
    ) internal pure returns (bool) {
        uint256 inFavour = ballots[FOR].power;
        uint256 against = ballots[AGAINST].power;
        uint256 cast = inFavour + against;
        // More than half, whatever the tier asks beside it.
        if (inFavour <= against || inFavour * WHOLE < cast * rules.approvalBps) return false;
        if (ballots[FOR].voice > ballots[AGAINST].voice) return true;

        bool twoThirds = inFavour * 3 >= cast * 2;
        bool twiceQuorum = inFavour >= quorum * 2;
        if (rules.overridable && twoThirds && twiceQuorum) return true;
        if (votersOf(ballots) >= rules.minVoices) return false;
        if (rules.role != Tiers.CONSTITUTION) return twoThirds;
        return inFavour * WHOLE >= cast * FEW_VOICES_APPROVAL && twiceQuorum;
    }

    /// @notice Ballots with a voice.
    function votersOf(IStoaGovernor.Ballots[3] memory ballots) internal pure returns (uint256) {
        return uint256(ballots[AGAINST].voters) + ballots[FOR].voters + ballots[ABSTAIN].voters;
    }
}
