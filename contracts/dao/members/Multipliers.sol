// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IMembers} from "../../interfaces/IMembers.sol";

/// @title Multipliers
/// @notice How loud each account is, and has been: what a vote reads at its snapshot never changes after it.
abstract contract Multipliers is IMembers {
    using Checkpoints for Checkpoints.Trace208;

    /// @dev Slot 0. One slot a change: uint48 time, then uint16 bps and uint48 since. The start lies beside the multiplier,
    /// so that a voice that is not yet of age is told by the read, and a later enrolment cannot age an older one.
    mapping(address account => Checkpoints.Trace208) private _multipliers;

    /// @inheritdoc IMembers
    function multiplierAt(address account, uint256 timepoint) external view returns (uint16 bps) {
        require(timepoint < block.timestamp, MembersFutureLookup(timepoint, block.timestamp));
        uint208 word = _multipliers[account].upperLookupRecent(uint48(timepoint));
        return timepoint < _since(word) ? 0 : uint16(word);
    }

    /// @inheritdoc IMembers
    function level(address account) public view returns (uint16 bps, uint48 since) {
        uint208 word = _multipliers[account].latest();
        return (uint16(word), _since(word));
    }

    /// @dev From this second on. Nothing when it is so already.
    function _setMultiplier(address account, uint16 bps, uint48 since) internal {
        uint208 word = bps | (uint208(since) << 16);
        if (_multipliers[account].latest() == word) return;
        _multipliers[account].push(uint48(block.timestamp), word);
        emit MultiplierSet(account, bps, since);
    }

    function _since(uint208 word) private pure returns (uint48) {
        return uint48(word >> 16);
    }
}
