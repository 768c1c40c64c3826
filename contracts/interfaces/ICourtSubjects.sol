// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice What the Court asks of the contract that keeps reviews.
interface IStruckReviews {
    /// @notice Takes all weight from a review whose text stays. Role SLASHER.
    function strike(uint256 serviceId, address client, uint64 feedbackIndex) external;
}

/// @notice What the Court asks of the contract that keeps bounties.
interface IJudgedBounties {
    /// @notice Holds a report until a ruling. Role ARBITER.
    /// @param by Who asked the Court: the sponsor, or it is refused.
    /// @return auditor Whose report it is. @return reward What is at stake beside the bond, token base units.
    function dispute(uint256 bountyId, address by) external returns (address auditor, uint96 reward);

    /// @notice Rules on a held report. Role ARBITER.
    function rule(uint256 bountyId, bool reportAccepted) external;
}
