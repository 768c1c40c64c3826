// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "./IFeeSchedule.sol";
import {IGatewayRegistry} from "./IGatewayRegistry.sol";
import {IPrepaid} from "./IPrepaid.sol";

/// @title Streams
/// @notice Payment by the second: a payer sets money aside for one service, which earns it while the stream runs. What is
/// not earned goes back to where it came from. Nobody owes anything, and nobody liquidates: a stream that has run dry has
/// ended.
/// @dev A stream's balance is what it has earned and not been paid, and what it would give back: never more, never less.
/// A gateway serves a call on it while `block.timestamp + margin < fundedUntil(streamId)`.
interface IStreams is IPrepaid {
    /// @notice Where a stream's money came from, and what is left of it goes back to.
    enum Source {
        Account,
        Wallet
    }

    /// @notice What a publisher asks of new streams.
    /// @param ratePerSecond The least, token base units; zero when nothing is offered.
    /// @param notice The least, seconds that a stream goes on earning after its payer closes it.
    /// @param tenure Of the owner who offered: see IServiceRegistry.tenureOf.
    struct Offer {
        uint96 ratePerSecond;
        uint32 notice;
        uint64 tenure;
    }

    /// @notice Signed by the payer (EIP-712): opens a stream from his account at the gateway.
    /// @param ratePerSecond Token base units. @param deposit Token base units.
    /// @param notice Seconds. @param nonce Any that the payer has not used. @param deadline Unix seconds, inclusive.
    struct StreamOrder {
        address payer;
        address gateway;
        uint256 serviceId;
        uint96 ratePerSecond;
        uint96 deposit;
        uint32 notice;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice Signed by the payer (EIP-712): adds to his stream from his account at its gateway.
    /// @param nonce Any that the payer has not used. @param deadline Unix seconds, inclusive.
    struct TopUp {
        uint256 streamId;
        uint96 amount;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice Signed by the payer (EIP-712): closes his stream, whoever submits it. A stream is closed once.
    /// @param deadline Unix seconds, inclusive.
    struct Closing {
        uint256 streamId;
        uint64 deadline;
    }

    /// @notice Signed per call by `key`, which is the payer or a session key of his at the stream's gateway. It moves
    /// nothing: the gateway serves the call on the stream.
    /// @param callId keccak256 of the call's `payment-identifier`. @param validBefore Unix seconds.
    struct Use {
        uint256 streamId;
        address key;
        bytes32 callId;
        uint64 validBefore;
    }

    /// @param ratePerSecond Token base units.
    /// @param deposit All that was ever put in, token base units.
    /// @param start Unix seconds. @param closesAt Unix seconds at which it ends by a close; zero while nobody closed it.
    /// @param settledAt Unix seconds of the last settlement, or the start. @param notice Seconds.
    /// @param feeVersion Of `class`, both fixed at the opening.
    /// @param refunded Whether what was left has gone back.
    /// @param settled Moved to Earnings so far, token base units.
    /// @param host Has what the fee exceeds the self-hosted one; zero for self-hosted terms. Fixed at the opening.
    struct Stream {
        address payer;
        uint96 ratePerSecond;
        address gateway;
        uint96 deposit;
        uint256 serviceId;
        uint40 start;
        uint40 closesAt;
        uint40 settledAt;
        uint32 notice;
        uint32 feeVersion;
        ServiceClass class;
        Source source;
        bool refunded;
        uint96 settled;
        address host;
    }

    event Offered(uint256 indexed serviceId, uint96 ratePerSecond, uint32 notice, uint64 tenure);
    event OfferWithdrawn(uint256 indexed serviceId);
    event StreamOpened(
        uint256 indexed streamId,
        address indexed payer,
        uint256 indexed serviceId,
        address gateway,
        Source source,
        uint96 ratePerSecond,
        uint96 deposit,
        uint32 notice,
        ServiceClass class,
        uint32 feeVersion,
        address host,
        uint40 fundedUntil
    );
    /// @param deposit All that was ever put in.
    event StreamToppedUp(
        uint256 indexed streamId,
        address indexed payer,
        uint96 amount,
        uint96 deposit,
        uint40 fundedUntil
    );
    /// @param amount Earned since the last settlement. @param settled Of the stream in all, after it.
    /// @param fee The whole fee on `amount`, the host's part included.
    /// @param treasuryShare Of `fee`. @param feesPaid `feesOf(payer, serviceId)` after it.
    event StreamSettled(
        uint256 indexed streamId,
        address indexed payer,
        uint256 indexed serviceId,
        address gateway,
        uint96 amount,
        uint96 settled,
        uint96 fee,
        uint96 treasuryShare,
        uint96 feesPaid
    );
    /// @param by The payer, or who controls the service. @param closesAt Unix seconds.
    /// @param refundable Goes back from then on.
    event StreamClosed(
        uint256 indexed streamId,
        address indexed payer,
        address indexed by,
        uint40 closesAt,
        uint96 refundable
    );
    event StreamRefunded(
        uint256 indexed streamId,
        address indexed payer,
        address indexed gateway,
        Source source,
        uint96 amount
    );
    event Collected(address indexed account, address indexed to, uint96 amount);

    error StreamsNotController(uint256 serviceId, address caller);
    error StreamsRateOutOfBounds(uint96 ratePerSecond, uint256 minimum, uint256 maximum);
    error StreamsNoticeOutOfBounds(uint32 notice, uint256 minimum, uint256 maximum);
    error StreamsNothingOffered(uint256 serviceId);
    error StreamsServiceNotListed(uint256 serviceId);
    error StreamsGatewayClosed(address gateway);
    error StreamsDepositTooSmall(uint96 deposit, uint256 required);
    error StreamsFundedTooLong(uint256 fundedUntil, uint256 latest);
    error StreamsNotSettler(address gateway, address caller);
    error StreamsNotPayer(address payer, address caller);
    error StreamsDeadlinePassed(uint64 deadline);
    error StreamsNonceUsed(address payer, uint256 nonce);
    error StreamsSignature(address payer);
    error StreamsUnknownStream(uint256 streamId, uint256 count);
    error StreamsOtherSource(uint256 streamId, Source source);
    error StreamsTopUpTooSmall(uint96 amount, uint96 ratePerSecond);
    error StreamsEnded(uint256 streamId, uint40 endedAt);
    error StreamsStillRunning(uint256 streamId, uint40 endsAt);
    error StreamsClosing(uint256 streamId, uint40 closesAt);
    error StreamsTooSoon(uint256 streamId, uint256 time, uint256 earliest);
    error StreamsNothingEarned(uint256 streamId);
    error StreamsNothingLeft(uint256 streamId);
    error StreamsNothingOwed(address account);
    error StreamsZeroAddress();

    /// @notice Offers streams of a service, in place of what was offered before, by who controls it. It ends when the service
    /// is transferred.
    function offer(uint256 serviceId, uint96 ratePerSecond, uint32 notice) external;

    /// @notice Ends the offer. Streams that run go on: who controls the service can close each.
    function withdrawOffer(uint256 serviceId) external;

    /// @notice Opens what the payer signed, with money of his account. A settler of the order's gateway only: it has reserved
    /// the deposit, so nothing that it promised to others is spent.
    function open(StreamOrder calldata order, bytes calldata signature) external returns (uint256 streamId);

    /// @notice Opens a stream of the caller's with money of his wallet, by permit or allowance.
    function openFromWallet(
        address gateway,
        uint256 serviceId,
        uint96 ratePerSecond,
        uint96 deposit,
        uint32 notice,
        IGatewayRegistry.Permit calldata permit
    ) external returns (uint256 streamId);

    /// @notice Adds what the payer signed to a stream that was opened from his account. A settler of its gateway only.
    /// @dev Refused once the stream has run dry: the time since was not served, and more money would pay for it.
    function topUp(TopUp calldata topUp_, bytes calldata signature) external;

    /// @notice Adds to a stream of the caller's that was opened from his wallet.
    function topUpFromWallet(
        uint256 streamId,
        uint96 amount,
        IGatewayRegistry.Permit calldata permit
    ) external;

    /// @notice Moves what was earned to Earnings. Anyone may, once in `SETTLE_INTERVAL` while the stream runs: each
    /// settlement rounds the fee up, and nobody can make a publisher pay that every second.
    function settle(uint256 streamId) external returns (uint96 amount);

    /// @notice Closes the caller's stream: it earns until the notice is over or its money is, and not longer. Payer only.
    function close(uint256 streamId) external;

    /// @notice `close` by the payer's signature.
    function closeBySignature(Closing calldata closing, bytes calldata signature) external;

    /// @notice Ends a stream now, by who controls its service: it has earned what it has earned.
    function closeAtOnce(uint256 streamId) external;

    /// @notice Gives back what an ended stream has not earned: to the payer's account at its gateway, or for `collect`, by its
    /// source. Anyone may.
    function refund(uint256 streamId) external returns (uint96 amount);

    /// @notice Pays out what is the caller's from streams that he opened from his wallet.
    function collect(address to) external returns (uint96 amount);

    function streamOf(uint256 streamId) external view returns (Stream memory);

    /// @notice What a service offers now; all zero for nothing.
    function offerOf(uint256 serviceId) external view returns (Offer memory);

    /// @notice Unix seconds at which the stream ends as it stands: its money is over, or it is closed.
    function fundedUntil(uint256 streamId) external view returns (uint40);

    /// @notice Token base units earned since the start, settled ones included.
    function earnedOf(uint256 streamId) external view returns (uint96);

    /// @notice Token base units that are not earned now: what is left of them at the end goes back. Zero after the refund.
    function refundableOf(uint256 streamId) external view returns (uint96);

    /// @notice Token base units that an account may collect.
    function owedTo(address account) external view returns (uint96);

    /// @notice Number of the newest stream.
    function streamCount() external view returns (uint256);

    function isNonceUsed(address payer, uint256 nonce) external view returns (bool);

    /// @notice EIP-712 digests under this contract's domain ("Stoa Streams", "1").
    function hashStreamOrder(StreamOrder calldata order) external view returns (bytes32);

    function hashTopUp(TopUp calldata topUp_) external view returns (bytes32);

    function hashClosing(Closing calldata closing) external view returns (bytes32);

    function hashUse(Use calldata use) external view returns (bytes32);
}
