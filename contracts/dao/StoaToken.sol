// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {VotesExtended} from "@openzeppelin/contracts/governance/utils/VotesExtended.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {NoncesKeyed} from "@openzeppelin/contracts/utils/NoncesKeyed.sol";
import {IStoaToken} from "../interfaces/IStoaToken.sol";

/// @title StoaToken
contract StoaToken is ERC20, ERC20Permit, ERC20Votes, VotesExtended, NoncesKeyed, IStoaToken {
    /// @inheritdoc IStoaToken
    uint256 public constant SUPPLY = 1_000_000_000e18;
    /// @inheritdoc IStoaToken
    address public constant EXCLUDED = address(0xE8C1);

    /// @param distributor Receives the whole supply.
    constructor(address distributor) ERC20("Stoa", "STOA") ERC20Permit("Stoa") {
        _mint(distributor, SUPPLY);
    }

    /// @inheritdoc IStoaToken
    function getPastBalanceOf(
        address account,
        uint256 timepoint
    ) public view override(IStoaToken, VotesExtended) returns (uint256) {
        return VotesExtended.getPastBalanceOf(account, timepoint);
    }

    /// @inheritdoc IStoaToken
    function getPastDelegate(
        address account,
        uint256 timepoint
    ) public view override(IStoaToken, VotesExtended) returns (address) {
        return VotesExtended.getPastDelegate(account, timepoint);
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
    }

    function _delegate(address account, address delegatee) internal override(Votes, VotesExtended) {
        super._delegate(account, delegatee);
    }

    /// @dev A transfer of nothing needs no allowance. It must not lengthen the history of an account, which every look into
    /// its past searches.
    function _transferVotingUnits(
        address from,
        address to,
        uint256 amount
    ) internal override(Votes, VotesExtended) {
        if (amount != 0) super._transferVotingUnits(from, to, amount);
    }

    function _useCheckedNonce(address owner, uint256 keyNonce) internal override(Nonces, NoncesKeyed) {
        super._useCheckedNonce(owner, keyNonce);
    }
}
