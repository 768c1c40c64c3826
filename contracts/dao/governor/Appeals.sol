// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStoaGovernor} from "../../interfaces/IStoaGovernor.sol";
import {Execution} from "./Execution.sol";

/// @title Appeals
/// @notice An appeal must come to a vote whether a token holder cares or not, so the Court proposes it itself.
abstract contract Appeals is Execution {
    /// @notice Of the Court's function that decides an appeal.
    bytes4 public constant RESOLVE_APPEAL = bytes4(keccak256("resolveAppeal(uint256,uint256)"));

    /// @inheritdoc IStoaGovernor
    address public court;

    constructor(address court_) {
        _setCourt(court_);
    }

    /// @inheritdoc IStoaGovernor
    function setCourt(address court_) external onlyGovernance {
        _setCourt(court_);
    }

    /// @dev True when the Court proposes one call to itself, which resolves an appeal.
    function _isAppeal(address[] memory targets, bytes[] memory calldatas) internal view returns (bool) {
        return
            targets.length == 1 &&
            targets[0] == msg.sender &&
            bytes4(calldatas[0]) == RESOLVE_APPEAL &&
            msg.sender == court;
    }

    function _setCourt(address court_) private {
        emit CourtSet(court, court_);
        court = court_;
    }
}
