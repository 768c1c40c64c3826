// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IArbitrator} from "../../interfaces/IArbitrator.sol";
import {ICourt} from "../../interfaces/ICourt.sol";
import {ICourtParameters} from "../../interfaces/ICourtParameters.sol";

/// @title CourtParameters
/// @notice Who rules, how long each step may take, and what a case costs who loses it.
abstract contract CourtParameters is ICourt, AccessManaged {
    /// @notice Least seconds of each window.
    uint256 public constant LEAST_WINDOW = 2 days;
    /// @notice Most seconds of all windows together. With APPEAL_MAX and EXECUTION_TIME they are the 45 days for which the
    /// ServiceRegistry lets a stake be locked.
    uint256 public constant MOST_WINDOWS = 17 days;
    /// @notice Seconds after an appeal in which a vote can change the ruling: an Operations vote with its late extension, its
    /// delay and its week to be executed are 17 days.
    uint256 public constant APPEAL_MAX = 21 days;
    /// @notice Seconds that are left to execute the longest case before what it holds is free.
    uint256 public constant EXECUTION_TIME = 7 days;
    /// @notice Bounds of `setMinBond`, token base units.
    uint96 public constant LEAST_MIN_BOND = 1e6;
    uint96 public constant MOST_MIN_BOND = 1_000e6;
    /// @notice Basis points of what is at stake that a bond is, when that is more than `minBond`.
    uint256 public constant BOND_BPS = 500;
    uint256 private constant WHOLE = 10_000;

    // Slot 0 is AccessManaged's.
    /// @dev Slot 1: address arbitrator, uint96 minBond.
    /// @inheritdoc ICourtParameters
    IArbitrator public arbitrator;
    /// @inheritdoc ICourtParameters
    uint96 public minBond;
    /// @dev Slot 2.
    /// @inheritdoc ICourtParameters
    bytes public arbitratorExtraData;
    /// @dev Slot 3: uint24 answer, uint24 rule, uint24 appeal.
    /// @inheritdoc ICourtParameters
    Windows public windows;

    constructor(IArbitrator arbitrator_, uint96 minBond_, Windows memory windows_) {
        _setArbitrator(arbitrator_, "");
        _setMinBond(minBond_);
        _setWindows(windows_);
    }

    /// @inheritdoc ICourtParameters
    function setArbitrator(IArbitrator arbitrator_, bytes calldata extraData) external restricted {
        _setArbitrator(arbitrator_, extraData);
    }

    /// @inheritdoc ICourtParameters
    function setWindows(Windows calldata windows_) external restricted {
        _setWindows(windows_);
    }

    /// @inheritdoc ICourtParameters
    function setMinBond(uint96 amount) external restricted {
        _setMinBond(amount);
    }

    /// @dev Token base units for a case about `stake` of them.
    function _bondFor(uint96 stake) internal view returns (uint96) {
        uint96 share = uint96((stake * BOND_BPS) / WHOLE);
        return share > minBond ? share : minBond;
    }

    /// @dev Unix seconds by which a case that is opened now has been executed.
    function _latestEnd() internal view returns (uint256) {
        Windows memory now_ = windows;
        uint256 steps = uint256(now_.answer) + now_.rule + now_.appeal;
        return block.timestamp + steps + APPEAL_MAX + EXECUTION_TIME;
    }

    function _setArbitrator(IArbitrator arbitrator_, bytes memory extraData) private {
        require(address(arbitrator_).code.length != 0, CourtNoCode(address(arbitrator_)));
        (arbitrator, arbitratorExtraData) = (arbitrator_, extraData);
        emit ArbitratorSet(address(arbitrator_), extraData);
    }

    function _setWindows(Windows memory set) private {
        uint256 steps = uint256(set.answer) + set.rule + set.appeal;
        bool long = set.answer >= LEAST_WINDOW && set.rule >= LEAST_WINDOW && set.appeal >= LEAST_WINDOW;
        require(long && steps <= MOST_WINDOWS, CourtWindowsOutOfBounds(set, LEAST_WINDOW, MOST_WINDOWS));
        windows = set;
        emit WindowsSet(set.answer, set.rule, set.appeal);
    }

    function _setMinBond(uint96 amount) private {
        require(
            amount >= LEAST_MIN_BOND && amount <= MOST_MIN_BOND,
            CourtMinBondOutOfBounds(amount, LEAST_MIN_BOND, MOST_MIN_BOND)
        );
        minBond = amount;
        emit MinBondSet(amount);
    }
}
