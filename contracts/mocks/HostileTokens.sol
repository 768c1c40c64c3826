// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

abstract contract MintableToken is ERC20("Hostile", "HST") {
    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }
}

/// @notice Keeps 1 % of every transfer.
contract SkimmingToken is MintableToken {
    function _update(address from, address to, uint256 value) internal override {
        uint256 skim = from == address(0) ? 0 : value / 100;
        super._update(from, to, value - skim);
        if (skim != 0) super._update(from, address(0xdead), skim);
    }
}

/// @notice Keeps 1 % of every transfer, once it has turned.
contract TurningToken is MintableToken {
    bool private _turned;

    function turn() external {
        _turned = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        uint256 skim = _turned && from != address(0) ? value / 100 : 0;
        super._update(from, to, value - skim);
        if (skim != 0) super._update(from, address(0xdead), skim);
    }
}

/// @notice Moves nothing and answers false, once it has turned.
contract FalseToken is MintableToken {
    bool private _turned;

    function turn() external {
        _turned = true;
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return !_turned && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return !_turned && super.transferFrom(from, to, value);
    }
}

/// @notice Calls its victim from within a transfer, and fails as that call fails.
contract ReenteringToken is MintableToken {
    address private _victim;
    bytes private _call;

    function arm(address victim, bytes calldata call_) external {
        (_victim, _call) = (victim, call_);
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (_victim == address(0)) return;
        (address victim, bytes memory call_) = (_victim, _call);
        _victim = address(0);
        (bool success, bytes memory reason) = victim.call(call_);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}

/// @notice Refuses transfers to a blocked account, as USDC does.
contract BlockingToken is MintableToken {
    mapping(address account => bool) private _blocked;

    error BlockingTokenBlocked(address account);

    function block_(address account) external {
        _blocked[account] = true;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!_blocked[to], BlockingTokenBlocked(to));
        super._update(from, to, value);
    }
}
