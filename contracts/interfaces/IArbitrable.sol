// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IArbitrator} from "./IArbitrator.sol";

/// @title Arbitrable
/// @notice ERC-792: a contract whose disputes an arbitrator decides.
interface IArbitrable {
    /// @notice An arbitrator has ruled.
    event Ruling(IArbitrator indexed arbitrator, uint256 indexed disputeID, uint256 ruling);

    /// @notice Takes the ruling on a dispute from the arbitrator that it was put before, and from nobody else.
    /// @param ruling From 1 to the number of choices; 0 when the arbitrator could not or would not decide.
    function rule(uint256 disputeID, uint256 ruling) external;
}
