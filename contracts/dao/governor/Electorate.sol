// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IMembers} from "../../interfaces/IMembers.sol";
import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {IStoaToken} from "../../interfaces/IStoaToken.sol";
import {Voice} from "../libraries/Voice.sol";
import {Modules} from "./Modules.sol";

/// @title Electorate
/// @notice Who has how much power and voice, and of how many votes a share is a share.
abstract contract Electorate is IStoaGovernor, Modules {
    /// @notice Seconds before the snapshot when a voice's tokens must have been there already.
    uint256 public constant BALANCE_AGE = 7 days;

    IMembers public immutable MEMBERS;

    uint256 internal constant WHOLE = 10_000;

    /// @dev Of the token, whose supply never changes.
    uint256 private immutable _SUPPLY;
    address private immutable _EXCLUDED;

    constructor(IStoaToken stoa, IMembers members) {
        MEMBERS = members;
        _SUPPLY = stoa.SUPPLY();
        _EXCLUDED = stoa.EXCLUDED();
    }

    /// @inheritdoc IStoaGovernor
    function voiceOf(address account, uint256 timepoint) public view returns (uint256) {
        uint16 multiplier = MEMBERS.multiplierAt(account, timepoint);
        if (multiplier == 0) return 0;
        IStoaToken stoa = IStoaToken(address(token()));
        return
            Voice.weightOf({
                balance: stoa.getPastBalanceOf(account, timepoint),
                earlier: stoa.getPastBalanceOf(account, timepoint - BALANCE_AGE),
                multiplierBps: multiplier
            });
    }

    /// @notice The token's clock: Unix seconds.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @dev `bps` of the supply that can vote at a past second: what is delegated to EXCLUDED cannot.
    function _shareOfVotes(uint256 bps, uint256 timepoint) internal view returns (uint256) {
        return _shareBeside(token().getPastVotes(_EXCLUDED, timepoint), bps);
    }

    /// @dev The same at the end of the last second, without a search through EXCLUDED's past: the newest checkpoint is of then,
    /// or else the one before it.
    function _shareOfVotesNow(uint256 bps) internal view returns (uint256) {
        ERC20Votes stoa = ERC20Votes(address(token()));
        uint32 count = stoa.numCheckpoints(_EXCLUDED);
        while (count != 0) {
            Checkpoints.Checkpoint208 memory newest = stoa.checkpoints(_EXCLUDED, --count);
            if (newest._key < clock()) return _shareBeside(newest._value, bps);
        }
        return _shareBeside(0, bps);
    }

    function _shareBeside(uint256 excluded, uint256 bps) private view returns (uint256) {
        return ((_SUPPLY - excluded) * bps) / WHOLE;
    }
}
