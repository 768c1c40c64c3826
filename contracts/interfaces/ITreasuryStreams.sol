// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ITreasuryRequests} from "./ITreasuryRequests.sol";

/// @title Streams
/// @notice Recurring payments: so much a second from a start to an end, pulled by anybody to the payee.
/// @dev What leaves is charged to the budget's window when it leaves, so that no window lets out more than its cap, whatever
/// was opened before. Where the window lacks room, a withdrawal takes what there is; the rest stays due. A budget's streams
/// hold no money back: several can promise more than its window lets out.
interface ITreasuryStreams is ITreasuryRequests {
    /// @param ratePerSecond Token base units. @param start Unix seconds. @param end Unix seconds.
    struct StreamTerms {
        uint96 ratePerSecond;
        uint40 start;
        uint40 end;
    }

    event StreamRequested(uint256 indexed streamId, uint96 ratePerSecond, uint40 start, uint40 end);
    event StreamOpened(uint256 indexed streamId);

    error TreasuryStreamStart(uint40 start, uint256 earliest, uint256 latest);
    error TreasuryStreamDuration(uint40 start, uint40 end, uint256 minimum, uint256 maximum);
    error TreasuryStreamOverCap(uint256 perWindow, uint128 cap);
    error TreasuryNothingDue(uint256 streamId);

    /// @notice Requests a stream, by a member of the budget's council; the band is that of all that it will accrue.
    /// @return streamId A request's id.
    function requestStream(
        uint256 budgetId,
        address payee,
        StreamTerms calldata terms,
        Purpose calldata purpose
    ) external returns (uint256 streamId);

    /// @notice Opens what was approved. Anybody may. It accrues from its start, even if it is opened later.
    function openStream(uint256 streamId) external;

    /// @notice Opens a stream of a budget by vote, larger than its bands if need be. Role TREASURY.
    /// @dev No window may be asked for more than its cap by this stream alone.
    function openStreamByVote(
        uint256 budgetId,
        address payee,
        StreamTerms calldata terms,
        Purpose calldata purpose
    ) external returns (uint256 streamId);

    /// @notice Pays what is due, as far as the window lets it out. Anybody may.
    function withdrawStream(uint256 streamId) external returns (uint256 amount);

    /// @return terms As they were requested.
    /// @return withdrawn Token base units.
    function streamOf(uint256 streamId) external view returns (StreamTerms memory terms, uint256 withdrawn);

    /// @notice Token base units accrued since the start, withdrawn ones included. Zero before it is opened.
    function accruedOf(uint256 streamId) external view returns (uint256);
}
