// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrator} from "./IArbitrator.sol";

/// @title CourtParameters
/// @notice What governance sets of the Court. Running cases keep what they began with.
interface ICourtParameters {
    /// @notice Seconds for an answer, then for the ruling, then for an appeal.
    struct Windows {
        uint24 answer;
        uint24 rule;
        uint24 appeal;
    }

    event ArbitratorSet(address indexed arbitrator, bytes extraData);
    event WindowsSet(uint24 answer, uint24 rule, uint24 appeal);
    event MinBondSet(uint96 amount);

    error CourtNoCode(address arbitrator);
    error CourtWindowsOutOfBounds(Windows windows, uint256 minimum, uint256 maximum);
    error CourtMinBondOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);

    /// @notice Names who rules on the cases that are opened from now on. Governed.
    /// @param extraData What the arbitrator asks beside each dispute.
    function setArbitrator(IArbitrator arbitrator, bytes calldata extraData) external;

    /// @notice Sets the windows: each at least `LEAST_WINDOW`, all together at most `MOST_WINDOWS`. Governed.
    function setWindows(Windows calldata windows) external;

    /// @notice Sets the least bond of a case, within constant bounds. Governed.
    function setMinBond(uint96 amount) external;

    function arbitrator() external view returns (IArbitrator);

    function arbitratorExtraData() external view returns (bytes memory);

    function windows() external view returns (uint24 answer, uint24 rule, uint24 appeal);

    function minBond() external view returns (uint96);
}
