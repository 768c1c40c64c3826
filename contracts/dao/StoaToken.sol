// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title StoaToken
/// @notice The governance token: votes, permit, the whole supply minted once. It has no owner and cannot be paused.
contract StoaToken is ERC20, ERC20Permit, ERC20Votes {
    /// @notice Base units (18 decimals) that exist, for ever.
    uint256 public constant SUPPLY = 1_000_000_000e18;

    /// @param distributor Receives the whole supply.
    constructor(address distributor) ERC20("Stoa", "STOA") ERC20Permit("Stoa") {
        _mint(distributor, SUPPLY);
    }

    /// @notice ERC-6372: votes are counted by Unix seconds.
    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @notice ERC-6372: how `clock` is to be read.
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
