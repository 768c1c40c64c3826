// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EscrowVault: leaving
/// @notice The ways out of an account beside the plain thaw: with the gateway's consent, by signature, and what is
/// remembered of an epoch that a withdrawal has ended.
interface IEscrowExits {
    /// @notice Signed by the gateway (EIP-712): `amount` may leave sooner.
    /// @param amount All that may be thawing when the release is used, token base units.
    /// @param nonce Greater than that of any release used before by this payer at this gateway.
    /// @param deadline Unix seconds, inclusive.
    struct Release {
        address payer;
        address gateway;
        uint32 epoch;
        uint96 amount;
        uint256 nonce;
        uint64 deadline;
    }

    /// @notice Signed by the payer (EIP-712): what has thawed goes to `to`, whoever submits it.
    /// @param epoch The account's when it is used, so that it is used once.
    /// @param deadline Unix seconds, inclusive.
    struct Withdrawal {
        address payer;
        address gateway;
        address to;
        uint32 epoch;
        uint64 deadline;
    }

    /// @notice An epoch that a withdrawal has ended.
    /// @param remaining What the account held at the end: received in the epoch less claimed in it, token base units.
    /// @param endedAt Unix seconds of the withdrawal.
    struct EndedEpoch {
        uint96 remaining;
        uint40 endedAt;
    }

    event Released(address indexed payer, address indexed gateway, uint256 nonce, uint96 amount);
    event Refunded(address indexed payer, address indexed gateway, uint96 amount, uint96 balance);

    error EscrowVaultNotPayer(address payer, address caller);
    error EscrowVaultOtherEpoch(uint32 epoch, uint32 current);
    error EscrowVaultDeadlinePassed(uint64 deadline);
    error EscrowVaultReleaseNonce(uint256 nonce, uint256 newest);
    error EscrowVaultReleaseTooSmall(uint96 amount, uint96 thawing);
    error EscrowVaultReleaseSignature(address gateway);
    error EscrowVaultWithdrawalSignature(address payer);
    error EscrowVaultNotRefunder(address caller);

    /// @notice Thaws `release.amount` in all, for `RELEASE_PERIOD` instead of the thaw period. Payer only.
    /// @dev Never at once: the gateway that signs it may be the payer, and what it has charged elsewhere can still be
    /// force-claimed in that time.
    function release(Release calldata release_, bytes calldata signature) external;

    /// @notice `withdraw` by the payer's signature: for a payer without gas, or blocked by the token.
    function withdrawTo(Withdrawal calldata withdrawal, bytes calldata signature) external;

    /// @notice Credits a publisher's refund, or what a subscription or a stream gives back, even at a gateway that takes no new
    /// business. The caller, Earnings, Subscriptions or Streams, has sent the tokens.
    function creditRefund(address payer, address gateway, uint96 amount) external;

    function endedEpochOf(
        address payer,
        address gateway,
        uint32 epoch
    ) external view returns (EndedEpoch memory);

    /// @notice Nonce of the newest release that the payer has used at the gateway.
    function releaseNonce(address payer, address gateway) external view returns (uint256);

    function hashRelease(Release calldata release_) external view returns (bytes32);

    function hashWithdrawal(Withdrawal calldata withdrawal) external view returns (bytes32);
}
