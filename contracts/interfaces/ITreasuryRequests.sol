// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Requests
/// @notice What a council does with its budget: a member requests, others approve, and after the band's delay anybody
/// carries it out. Payments, grants and streams share one count and one way of being approved and stopped.
interface ITreasuryRequests {
    enum Kind {
        Payment,
        Grant,
        Stream
    }

    /// @notice A payment ends as Paid, and a grant when its last milestone is. Grants and streams run in between.
    /// Cancelled: before anything came of it. Stopped: while it ran.
    enum State {
        None,
        Requested,
        Running,
        Paid,
        Cancelled,
        Stopped
    }

    /// @param amount Token base units: the payment, the sum of all milestones, or all that the stream will accrue.
    /// @param endedAt Unix seconds of the cancelling or stopping, else zero.
    /// @param grantId Of a milestone's payment, else zero. @param milestone Its place in the grant.
    struct Request {
        address to;
        uint32 budgetId;
        uint40 requestedAt;
        Kind kind;
        State state;
        uint128 amount;
        uint40 endedAt;
        uint64 grantId;
        uint16 milestone;
        bytes32 category;
    }

    /// @param time Unix seconds.
    struct Approval {
        address member;
        uint40 time;
    }

    /// @param category Its name, as text of at most 32 bytes with zeros behind it.
    /// @param documentHash Of the document at `uri`, in which the request is argued.
    struct Purpose {
        bytes32 category;
        bytes32 documentHash;
        string uri;
    }

    /// @dev The requester's approval follows in an event of its own.
    event Requested(
        uint256 indexed requestId,
        uint256 indexed budgetId,
        address indexed to,
        Kind kind,
        uint128 amount,
        bytes32 category,
        bytes32 documentHash,
        string uri
    );
    event Approved(uint256 indexed requestId, address indexed member);
    /// @param state Cancelled or Stopped.
    event Ended(uint256 indexed requestId, State state, address indexed by);
    /// @notice Tokens left for a payment, a milestone or a stream; all that ever leaves by budgets.
    event Paid(
        uint256 indexed requestId,
        bytes32 indexed category,
        IERC20 indexed token,
        address to,
        uint256 amount
    );

    error TreasuryNotMember(uint256 budgetId, address caller);
    error TreasuryUnknownRequest(uint256 requestId, uint256 count);
    error TreasuryWrongKind(uint256 requestId, Kind kind, Kind expected);
    error TreasuryWrongState(uint256 requestId, State state);
    error TreasuryRequestExpired(uint256 requestId, uint256 expiredAt);
    error TreasuryApprovedAlready(uint256 requestId, address member);
    error TreasuryTooFewApprovals(uint256 requestId, uint256 approvals, uint256 needed);
    error TreasuryTooEarly(uint256 requestId, uint256 payableAt);
    error TreasuryNotRequesterOrCouncil(uint256 requestId, address caller);

    /// @notice Requests a payment from a budget; the caller, a member of its council, approves it thereby. It dies
    /// `REQUEST_LIFE` seconds later.
    /// @return requestId Counted from 1, over all kinds.
    function requestPayment(
        uint256 budgetId,
        address to,
        uint128 amount,
        Purpose calldata purpose
    ) external returns (uint256 requestId);

    /// @notice Approves a request, once, by a member of the council.
    function approve(uint256 requestId) external;

    /// @notice Pays what was approved. Anybody may.
    /// @dev The approvals are those of who is a member now, and the bands those of now. The window is charged here and not at the
    /// request: what is never paid must not keep others from being paid, and a cap on requests would not cap what leaves.
    function pay(uint256 requestId) external;

    /// @notice Takes a request back, by its requester; or by the council itself, as the sender of a call that its threshold
    /// approved, which also stops what runs.
    /// @dev No single member stops what others want.
    function cancel(uint256 requestId) external;

    /// @notice Cancels or stops any request. Role GUARDIAN. It moves nothing: what a stream accrued stays due.
    function veto(uint256 requestId) external;

    /// @notice The same by vote. Role TREASURY.
    function revoke(uint256 requestId) external;

    function requestCount() external view returns (uint256);

    function requestOf(uint256 requestId) external view returns (Request memory);

    /// @notice In the order they were given; the first is the requester's. Who is no member any more is among them.
    function approvalsOf(uint256 requestId) external view returns (Approval[] memory);

    /// @notice What a request needs and has, as its budget and council are now.
    /// @param approvals Of current members. @param payableAt Unix seconds; zero while approvals are missing.
    function progressOf(
        uint256 requestId
    ) external view returns (uint256 approvals, uint256 needed, uint256 payableAt);
}
