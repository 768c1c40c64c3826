// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {TwoHouses} from "./TwoHouses.sol";

/// @title LateChanges
/// @notice A ballot in the last two days that turns the outcome, in either house or by reaching the quorum, leaves everybody
/// two days to answer. Once a proposal.
/// @dev In the place of OpenZeppelin's GovernorPreventLateQuorum, which sees the quorum alone.
abstract contract LateChanges is TwoHouses {
    /// @notice Seconds.
    uint48 public constant LATE_EXTENSION = 2 days;

    function proposalDeadline(uint256 proposalId) public view override returns (uint256) {
        uint256 extendedUntil = _rules[proposalId].extendedUntil;
        return extendedUntil != 0 ? extendedUntil : super.proposalDeadline(proposalId);
    }

    function _castVote(
        uint256 proposalId,
        address voter,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal override returns (uint256 power) {
        if (!_isLate(proposalId)) return super._castVote(proposalId, voter, support, reason, params);

        bool outcome = wouldPass(proposalId);
        power = super._castVote(proposalId, voter, support, reason, params);
        if (wouldPass(proposalId) != outcome) {
            uint40 extendedUntil = uint40(clock() + LATE_EXTENSION);
            _rules[proposalId].extendedUntil = extendedUntil;
            emit ProposalExtended(proposalId, extendedUntil);
        }
    }

    /// @dev True in the last two days of a vote that was not extended yet.
    function _isLate(uint256 proposalId) private view returns (bool) {
        uint256 deadline = proposalDeadline(proposalId);
        return
            clock() <= deadline &&
            clock() + LATE_EXTENSION > deadline &&
            _rules[proposalId].extendedUntil == 0;
    }
}
