// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryRequests} from "./ITreasuryRequests.sol";

/// @title Grants
/// @notice An agreed sum in milestones. The whole is approved first, by the band of the sum; then each milestone is a payment of
/// its own, approved by the band of its amount.
interface ITreasuryGrants is ITreasuryRequests {
    /// @param amount Token base units. @param hash Of what is to be delivered.
    struct Milestone {
        uint128 amount;
        bytes32 hash;
    }

    event GrantRequested(uint256 indexed grantId, Milestone[] milestones);
    event GrantOpened(uint256 indexed grantId);
    event MilestoneRequested(uint256 indexed requestId, uint256 indexed grantId, uint256 milestone);

    error TreasuryMilestoneCount(uint256 count, uint256 minimum, uint256 maximum);
    error TreasuryUnknownMilestone(uint256 grantId, uint256 milestone, uint256 count);
    error TreasuryMilestonePaid(uint256 grantId, uint256 milestone);

    /// @notice Requests a grant, by a member of the budget's council.
    /// @return grantId A request's id.
    function requestGrant(
        uint256 budgetId,
        address recipient,
        Milestone[] calldata milestones,
        Purpose calldata purpose
    ) external returns (uint256 grantId);

    /// @notice Opens what was approved. Anybody may. It moves nothing yet.
    function openGrant(uint256 grantId) external;

    /// @notice Requests the payment of a milestone, by a member of the budget's council. It is approved and paid as any other.
    /// @param documentHash Of the report at `uri`.
    function requestMilestone(
        uint256 grantId,
        uint256 milestone,
        bytes32 documentHash,
        string calldata uri
    ) external returns (uint256 requestId);

    function milestonesOf(uint256 grantId) external view returns (Milestone[] memory);

    function isMilestonePaid(uint256 grantId, uint256 milestone) external view returns (bool);
}
