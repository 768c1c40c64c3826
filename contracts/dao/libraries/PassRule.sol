// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {Tiers} from "./Tiers.sol";

/// @title PassRule
/// @notice What passes: power decides, voice can only stop.
library PassRule {
    /// @notice For's share that a constitutional change needs while few members vote, basis points.
    uint256 internal constant FEW_VOICES_APPROVAL = 8_000;

    uint256 private constant WHOLE = 10_000;

    /// @notice Ballots against a proposal never help it to its quorum.
    function isQuorate(IStoaGovernor.Count memory count, uint256 quorum) internal pure returns (bool) {
        return uint256(count.powerFor) + count.powerAbstain >= quorum;
    }

    /// @notice Whether the ballots approve, the quorum left aside.
    function isApproved(
        IStoaGovernor.Count memory count,
        IStoaGovernor.Rules memory rules,
        uint256 quorum
    ) internal pure returns (bool) {
        uint256 inFavour = count.powerFor;
        uint256 cast = inFavour + count.powerAgainst;
        // More than half, whatever the tier asks beside it.
        if (inFavour <= count.powerAgainst || inFavour * WHOLE < cast * rules.approvalBps) return false;
        if (count.voiceFor > count.voiceAgainst) return true;

        bool twoThirds = inFavour * 3 >= cast * 2;
        bool twiceQuorum = inFavour >= quorum * 2;
        if (rules.overridable && twoThirds && twiceQuorum) return true;
        if (count.voters >= rules.minVoices) return false;
        if (rules.role != Tiers.CONSTITUTION) return twoThirds;
        return inFavour * WHOLE >= cast * FEW_VOICES_APPROVAL && twiceQuorum;
    }
}
