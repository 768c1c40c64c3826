// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IPrepaid} from "./IPrepaid.sol";
import {ISubscriptionPlans} from "./ISubscriptionPlans.sol";

/// @title Subscriptions
/// @notice Prepaid periods with a quota. A period is paid when it begins, earned by the second, and what is not earned goes
/// back to where it came from when the payer cancels. Nobody owes anything: a period that is not paid does not begin.
interface ISubscriptions is ISubscriptionPlans, IPrepaid {
    /// @notice Signed by the payer (EIP-712): periods of this plan may be charged, one after the other. Its digest is the
    /// subscription's id, so that it begins one subscription only.
    /// @param gateway Counts the quota, and has the gateway's share of the fee.
    /// @param replaces A subscription of the payer that this one ends; zero for none.
    /// @param maxPerPeriod Most that a period may cost, token base units.
    /// @param fromWallet Whether the payer's wallet pays, by an allowance to this contract, instead of his account at the gateway.
    /// @param endsAt Unix seconds from which no period is charged.
    /// @param deadline Unix seconds, inclusive, until which the subscription can begin.
    /// @param nonce Any; tells agreements apart that are equal in all else.
    struct SubscriptionAgreement {
        address payer;
        address gateway;
        bytes32 planId;
        bytes32 replaces;
        uint96 maxPerPeriod;
        bool fromWallet;
        uint64 endsAt;
        uint64 deadline;
        uint256 nonce;
    }

    /// @notice Signed by the payer (EIP-712): ends the subscription, whoever submits it.
    /// @param to Gets what a wallet had paid and is not earned; what came from an account goes back there.
    /// @param deadline Unix seconds, inclusive.
    struct Cancellation {
        bytes32 subscriptionId;
        address to;
        uint64 deadline;
    }

    /// @notice Signed per call (EIP-712) by the payer, or by a session key of his at the gateway, which checks it and counts
    /// the call against the running period. It never comes here.
    /// @param key Who signs; the payer when he signs himself.
    /// @param callId keccak256 of the call's `payment-identifier`.
    /// @param validBefore Unix seconds from which it counts no more.
    struct Use {
        bytes32 subscriptionId;
        address key;
        bytes32 callId;
        uint64 validBefore;
    }

    /// @notice EIP-2612 permit of the payer's for this contract; `deadline` 0 means an allowance is there already.
    /// @param value Of the allowance, which may be for several periods.
    struct Permit {
        uint256 value;
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice Running: the period is paid. Due: it is over, and the next may be charged. Cancelled: none will be; what is paid
    /// runs until `periodEnd`.
    enum State {
        Unknown,
        Running,
        Due,
        Cancelled
    }

    /// @param endsAt Unix seconds from which no period is charged; of a cancelled one its `periodEnd`.
    /// @param periodIndex Of the newest period, counted from 1.
    /// @param periodStart Unix seconds at which it was charged.
    /// @param periodEnd Unix seconds from which it serves no more; earlier than a period when it was cancelled.
    /// @param releasedUntil Unix seconds up to which what was earned has been passed on.
    struct Subscription {
        address payer;
        address gateway;
        bytes32 planId;
        bool fromWallet;
        uint64 endsAt;
        uint32 periodIndex;
        uint64 periodStart;
        uint64 periodEnd;
        uint64 releasedUntil;
        State state;
    }

    event Subscribed(
        bytes32 indexed subscriptionId,
        address indexed payer,
        bytes32 indexed planId,
        address gateway,
        bytes32 replaces,
        uint96 maxPerPeriod,
        bool fromWallet,
        uint64 endsAt
    );
    /// @notice A period begins in this block and lasts as long as the plan's periods do.
    event PeriodCharged(bytes32 indexed subscriptionId, uint32 periodIndex, uint96 amount);
    /// @notice What a period has earned, on its way to one service.
    /// @param amount Earned, fee included. @param fee All shares together.
    /// @param treasuryShare Part of the fee that the treasury keeps.
    /// @param fees What the payer has paid to the treasury for the service so far, this included: see `feesOf`.
    event PeriodReleased(
        bytes32 indexed subscriptionId,
        uint32 indexed periodIndex,
        uint256 indexed serviceId,
        uint96 amount,
        uint96 fee,
        uint96 treasuryShare,
        uint96 fees
    );
    /// @notice Everything that was earned until `releasedUntil` (Unix seconds) has been passed on.
    /// @param amount Of this release, all services together. @param held What is left of the paid periods, earned or not.
    event ReleasedUntil(bytes32 indexed subscriptionId, uint64 releasedUntil, uint96 amount, uint96 held);
    /// @param refund Given back, token base units. @param to The payer's account at the gateway when zero.
    /// @param periodEnd Unix seconds until which the subscription still serves.
    event SubscriptionCancelled(
        bytes32 indexed subscriptionId,
        address indexed payer,
        uint96 refund,
        address to,
        uint64 periodEnd
    );

    error SubscriptionsAgreementSignature(address payer);
    error SubscriptionsAgreementUsed(bytes32 subscriptionId);
    error SubscriptionsDeadlinePassed(uint64 deadline);
    error SubscriptionsOverMaximum(uint96 price, uint96 maxPerPeriod);
    error SubscriptionsGatewayClosed(address gateway);
    error SubscriptionsServiceNotListed(uint256 serviceId);
    error SubscriptionsNotSettler(address gateway, address caller);
    error SubscriptionsUnknown(bytes32 subscriptionId);
    error SubscriptionsAlreadyCancelled(bytes32 subscriptionId);
    error SubscriptionsPlanRetired(bytes32 subscriptionId);
    error SubscriptionsEnded(bytes32 subscriptionId, uint64 endsAt);
    error SubscriptionsPeriodRunning(bytes32 subscriptionId, uint64 periodEnd);
    error SubscriptionsNothingToRelease(bytes32 subscriptionId);
    error SubscriptionsReleaseTooSmall(bytes32 subscriptionId, uint96 amount, uint96 minimum);
    error SubscriptionsNotPayer(bytes32 subscriptionId, address account);
    error SubscriptionsCancellationSignature(address payer);
    error SubscriptionsZeroAddress();

    /// @notice Begins a subscription with its first period; ends the one it replaces first. By a settler of the gateway when
    /// the account pays, by anyone when the wallet does.
    /// @return subscriptionId The agreement's digest.
    function subscribe(
        SubscriptionAgreement calldata agreement,
        bytes calldata signature,
        Permit calldata permit
    ) external returns (bytes32 subscriptionId);

    /// @notice Charges the next period, which begins now, when the one before is over. By a settler of the gateway when the
    /// account pays, by anyone when the wallet does.
    function renew(bytes32 subscriptionId) external;

    /// @notice Passes on what is earned to the services' payees, the fee split as of each period's charge. Anyone may call.
    /// @dev In steps of `LEAST_RELEASE`, or what is left of a period that is over: each step rounds the fee up.
    /// @return amount Token base units, all services together.
    function release(bytes32 subscriptionId) external returns (uint96 amount);

    /// @notice Ends a subscription of the caller's after the plan's notice and gives back what is not earned by then.
    /// @param to Gets what a wallet had paid; what came from an account goes back there.
    /// @return refund Token base units.
    function cancel(bytes32 subscriptionId, address to) external returns (uint96 refund);

    /// @notice `cancel` by the payer's signature, submitted by anyone.
    function cancelFor(
        Cancellation calldata cancellation,
        bytes calldata signature
    ) external returns (uint96 refund);

    function subscriptionOf(bytes32 subscriptionId) external view returns (Subscription memory);

    /// @notice What is held for a subscription, token base units: earned and not passed on yet, and not earned yet. The sum
    /// over all subscriptions is what this contract holds.
    function heldFor(bytes32 subscriptionId) external view returns (uint96 earned, uint96 unearned);

    /// @notice EIP-712 digests under this contract's domain ("Stoa Subscriptions", "1"). An agreement's is its subscription's id.
    function hashAgreement(SubscriptionAgreement calldata agreement) external view returns (bytes32);

    function hashCancellation(Cancellation calldata cancellation) external view returns (bytes32);

    function hashUse(Use calldata use) external view returns (bytes32);
}
