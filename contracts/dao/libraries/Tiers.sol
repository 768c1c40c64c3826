// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Tiers
/// @notice The four roles of the Authority that proposals are voted under, and how strict each is. What belongs to none of
/// them, and all that nobody has mapped, is constitutional.
library Tiers {
    uint64 internal constant CONSTITUTION = 0;
    uint64 internal constant OPERATIONS = 1;
    uint64 internal constant TREASURY = 2;
    uint64 internal constant UPGRADE = 3;

    uint256 internal constant COUNT = 4;

    function isTier(uint64 role) internal pure returns (bool) {
        return role < COUNT;
    }

    /// @notice 1 to 4; the greater is the stricter. A role that is no tier ranks as the constitutional one.
    function rankOf(uint64 role) internal pure returns (uint8) {
        return role == CONSTITUTION || !isTier(role) ? uint8(COUNT) : uint8(role);
    }
}
