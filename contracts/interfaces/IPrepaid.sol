// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IPaidFees} from "./IPaidFees.sol";

/// @title Prepaid
/// @notice What contracts that hold money paid ahead have in common.
interface IPrepaid is IPaidFees {
    error PrepaidTransferShort(uint256 received, uint256 expected);
}
