// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice Who has a voice, without the enrolment: multipliers that anybody sets, the same at all times.
contract MembersTable {
    mapping(address account => uint16 bps) private _multipliers;

    function setMultiplier(address account, uint16 bps) external {
        _multipliers[account] = bps;
    }

    function multiplierAt(address account, uint256) external view returns (uint16 bps) {
        return _multipliers[account];
    }
}
