// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title Earnings
/// @notice What was earned: publishers' money, pending until it matures, and the shares of the fee. Pull only.
interface IEarnings {
    struct ServiceCredit {
        uint256 serviceId;
        uint96 amount;
    }

    struct ShareCredit {
        address account;
        uint96 amount;
    }

    /// @notice One claim's proceeds; the sender has sent exactly their sum.
    /// @param claimId Zero for what a subscription or a stream has earned.
    struct Proceeds {
        uint256 claimId;
        address gateway;
        uint96 gatewayShare;
        uint96 treasuryShare;
        uint96 rewardsShare;
        ServiceCredit[] services;
        ShareCredit[] integrators;
        ShareCredit[] hosts;
    }

    /// @notice Signed by a payee (EIP-712): gives back `amount` of what he earned with the service, to the payer's account.
    /// @param nonce Any that the payee has not used. @param deadline Unix seconds, inclusive.
    struct Refund {
        uint256 serviceId;
        address payer;
        address gateway;
        uint96 amount;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice Signed by a payee (EIP-712): what has matured for him goes to `to`, whoever submits it.
    /// @param nonce Any that the payee has not used. @param deadline Unix seconds, inclusive.
    struct Payout {
        address payee;
        address to;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice A part of a payee's earnings that waits for a ruling.
    /// @param until Unix seconds from which anyone can release it.
    struct Freeze {
        address payee;
        uint96 amount;
        uint256 serviceId;
        uint40 until;
    }

    /// @param maturesAt Unix seconds from which the amount can be withdrawn: the end of the UTC day plus the hold.
    event Earned(
        uint256 indexed claimId,
        address indexed payee,
        uint256 indexed serviceId,
        uint96 amount,
        uint64 maturesAt
    );
    event SharesCredited(
        uint256 indexed claimId,
        address indexed gateway,
        uint96 gatewayShare,
        uint96 treasuryShare,
        uint96 rewardsShare
    );
    event IntegratorCredited(uint256 indexed claimId, address indexed integrator, uint96 amount);
    /// @notice What the fees of hosted and managed services exceed the self-hosted fee.
    /// @param claimId Zero for a sweep, a subscription and a stream.
    event HostCredited(uint256 indexed claimId, address indexed host, uint96 amount);
    event EarningsWithdrawn(
        address indexed payee,
        uint256 indexed serviceId,
        address indexed to,
        uint96 amount
    );
    event ShareWithdrawn(address indexed account, address indexed to, uint96 amount);
    event TreasurySwept(uint96 amount);
    /// @param pool Left for the rewards of others.
    event RewardPaid(address indexed to, uint96 amount, uint96 pool);
    event HoldSet(uint32 hold);
    event RefundPaid(
        address indexed payee,
        uint256 indexed serviceId,
        address indexed payer,
        address gateway,
        uint96 amount,
        uint256 nonce
    );
    /// @notice A PayTo has passed on what x402 clients paid to it; `fee` has no gateway and no integrator.
    /// @param hostShare Of `fee`; the rest is shared by treasury and rewards.
    event SweepCredited(
        uint256 indexed serviceId,
        address indexed payee,
        bytes32 indexed termsId,
        uint32 feeVersion,
        uint96 amount,
        uint96 fee,
        uint96 hostShare,
        uint64 maturesAt
    );

    event EarningsFrozen(
        uint256 indexed disputeId,
        address indexed payee,
        uint256 indexed serviceId,
        uint96 amount,
        uint40 until
    );
    event EarningsReleased(
        uint256 indexed disputeId,
        address indexed payee,
        uint256 indexed serviceId,
        uint96 amount
    );
    /// @notice A ruling gave frozen earnings to the payer, into his account.
    event FrozenPaid(
        uint256 indexed disputeId,
        address indexed payee,
        uint256 indexed serviceId,
        address payer,
        address gateway,
        uint96 amount
    );

    error EarningsNotChargeDisputes(address caller);
    error EarningsStillFrozen(uint256 disputeId, uint40 until);
    error EarningsNotFrozen(uint256 disputeId, uint96 frozen, uint96 requested);
    error EarningsNotSource(address caller);
    error EarningsNothingMatured(address payee);
    error EarningsRewardsShort(uint96 pool, uint96 requested);
    error EarningsNothingAccrued(address account);
    error EarningsZeroAddress();
    error EarningsZeroAmount();
    error EarningsNotPayTo(address caller);
    error EarningsInsufficient(address payee, uint256 serviceId, uint96 held, uint96 requested);
    error EarningsNonceUsed(address payee, uint256 nonce);
    error EarningsDeadlinePassed(uint64 deadline);
    error EarningsSignature(address payee);
    error EarningsTransferShort(uint256 received, uint256 expected);
    error EarningsHoldOutOfBounds(uint256 hold, uint256 minimum, uint256 maximum);

    /// @notice Books one claim, or what a subscription or a stream has earned. Vault, Subscriptions and Streams only.
    function credit(Proceeds calldata proceeds) external;

    /// @notice Books what a PayTo has sent. That PayTo only.
    function creditSweep(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion,
        uint96 net,
        uint96 hostShare,
        uint96 treasuryShare,
        uint96 rewardsShare
    ) external;

    /// @notice Gives back what `payee` signed, from his pending earnings of the service first, then from matured ones. The fee
    /// is not returned. Anyone may submit it.
    function refund(address payee, Refund calldata refund_, bytes calldata signature) external;

    /// @notice `withdraw` by the payee's signature: for a payee without gas, or blocked by the token.
    function withdrawTo(
        Payout calldata payout,
        uint256[] calldata serviceIds,
        bytes calldata signature
    ) external returns (uint96 amount);

    /// @notice Pays out what has matured for the caller from these services.
    function withdraw(uint256[] calldata serviceIds, address to) external returns (uint96 amount);

    /// @notice Pays out the caller's shares as gateway, host or integrator.
    function withdrawShare(address to) external returns (uint96 amount);

    /// @notice Sends the treasury's accrued share to the Treasury. Anyone may call.
    function sweepTreasury() external returns (uint96 amount);

    /// @notice Sets how long earnings are held, within constant bounds. What is booked keeps its date. Governed.
    function setHold(uint32 hold) external;

    /// @notice Rewards a reviewer out of what has accrued for it, no more. Role SCORER.
    function payReward(address to, uint96 amount) external;

    /// @notice Takes at most `amount` out of what a payee has earned with a service, pending first, for at most `MAX_FREEZE`.
    /// What is not there is not taken later. ChargeDisputes only.
    function freeze(
        uint256 disputeId,
        address payee,
        uint256 serviceId,
        uint96 amount
    ) external returns (uint96 frozen);

    /// @notice Pays `amount` of what a dispute has frozen to the payer's account and releases the rest. ChargeDisputes only.
    function payFrozen(uint256 disputeId, uint96 amount, address payer, address gateway) external;

    /// @notice Gives what a dispute has frozen back to its payee, free to be withdrawn. ChargeDisputes, or anyone once its
    /// time is over.
    function release(uint256 disputeId) external;

    function freezeOf(uint256 disputeId) external view returns (Freeze memory);

    function maturedOf(address payee, uint256 serviceId) external view returns (uint96);

    function pendingOf(address payee, uint256 serviceId) external view returns (uint96);

    function shareOf(address account) external view returns (uint96);

    function treasuryAccrued() external view returns (uint96);

    /// @notice Review rewards' share, held here until reviews are rewarded.
    function rewardsAccrued() external view returns (uint96);

    function hold() external view returns (uint32);

    function isNonceUsed(address payee, uint256 nonce) external view returns (bool);

    /// @notice EIP-712 digests under this contract's domain ("Stoa Earnings", "1").
    function hashRefund(Refund calldata refund_) external view returns (bytes32);

    function hashPayout(Payout calldata payout) external view returns (bytes32);
}
