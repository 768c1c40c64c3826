// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice A token that was honest when it was allowed, and may turn at any time.
contract MoodyToken is ERC20("Moody", "MDY") {
    enum Mood {
        Honest,
        Skimming,
        False,
        Blocking,
        Reentering
    }

    Mood public mood;
    address public blocked;
    address private _victim;
    bytes private _call;

    function turn(Mood newMood, address account) external {
        (mood, blocked) = (newMood, account);
    }

    /// @notice Calls `victim` within every transfer while it is in that mood, whatever comes of it.
    function arm(address victim, bytes calldata call_) external {
        (_victim, _call) = (victim, call_);
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function transfer(address to, uint256 value) public override returns (bool) {
        return mood != Mood.False && super.transfer(to, value);
    }

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        return mood != Mood.False && super.transferFrom(from, to, value);
    }

    function _update(address from, address to, uint256 value) internal override {
        bool minted = from == address(0);
        require(minted || mood != Mood.Blocking || (from != blocked && to != blocked), "blocked");
        uint256 skim = minted || mood != Mood.Skimming ? 0 : (value + 99) / 100;
        super._update(from, to, value - skim);
        if (skim != 0) super._update(from, address(0xdead), skim);
        if (!minted && mood == Mood.Reentering) _reenter();
    }

    function _reenter() private {
        (bool success, ) = _victim.call(_call);
        success;
    }
}
