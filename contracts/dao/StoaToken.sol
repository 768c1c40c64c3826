// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";

/// @title StoaToken
/// @dev Not OpenZeppelin's VotesExtended: it also keeps whom everybody delegated to, which no contract asks and the events
/// say. Two new slots at each delegation, a third of its gas.
contract StoaToken is ERC20, ERC20Permit, ERC20Votes, NoncesKeyed, IStoaToken {
    using Checkpoints for Checkpoints.Trace208;

    /// @inheritdoc IStoaToken
    uint256 public constant SUPPLY = 1_000_000_000e18;
    /// @inheritdoc IStoaToken
    address public constant EXCLUDED = address(0xE8C1);

    /// @dev Slot 12, after those of the bases.
    mapping(address account => Checkpoints.Trace208) private _pastBalances;

    /// @param distributor Receives the whole supply.
    constructor(address distributor) ERC20("Stoa", "STOA") ERC20Permit("Stoa") {
        _mint(distributor, SUPPLY);
    }

    /// @inheritdoc IStoaToken
    function getPastBalanceOf(address account, uint256 timepoint) external view returns (uint256) {
        return _pastBalances[account].upperLookupRecent(_validateTimepoint(timepoint));
    }

    /// @notice ERC-6372: votes are counted by Unix seconds.
    function clock() public view override(Votes, IERC6372) returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice ERC-6372: how `clock` is to be read.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Votes, IERC6372) returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address owner) public view override(ERC20Permit, IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
        // A transfer of nothing needs no allowance: it must not lengthen the past of others, which every look searches.
        if (from == to || value == 0) return;
        if (from != address(0)) _pastBalances[from].push(clock(), uint208(balanceOf(from)));
        _pastBalances[to].push(clock(), uint208(balanceOf(to)));
    }

    function _useCheckedNonce(address owner, uint256 keyNonce) internal override(Nonces, NoncesKeyed) {
        super._useCheckedNonce(owner, keyNonce);
    }
}
