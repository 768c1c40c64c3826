// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title EscrowVault: x402 exact payments from the balance
/// @notice A payer signs EIP-3009 `TransferWithAuthorization` under the domain of the gateway's Credit, to the PayTo of a
/// service and its terms; the gateway's settler takes it from the account.
interface IExactPayments {
    /// @notice One authorisation, and the service and terms that its `to` stands for.
    /// @param value Token base units; fits 96 bits.
    /// @param validAfter Unix seconds, exclusive. @param validBefore Unix seconds, exclusive.
    /// @param signature 65 bytes of the payer's own key; ERC-1271 payers use a session key.
    /// @param termsId With `feeVersion` the terms that `to` stands for. Zero: those of the row before, of the same service.
    struct ExactRow {
        address from;
        uint256 value;
        uint256 validAfter;
        uint256 validBefore;
        bytes32 nonce;
        bytes signature;
        uint256 serviceId;
        bytes32 termsId;
        uint32 feeVersion;
    }

    /// @notice Why an exact moved nothing: the first that applies, in this order.
    enum ExactSkip {
        NotYetValid,
        Expired,
        UnknownTerms,
        ValueOutOfBounds,
        Used,
        BadSignature,
        InsufficientBalance
    }

    /// @param amount Taken from the account. @param fee Part of it kept by the protocol. @param treasuryShare Of the fee.
    event ExactSettled(
        address indexed payer,
        uint256 indexed serviceId,
        bytes32 indexed nonce,
        uint256 claimId,
        bytes32 termsHash,
        uint96 amount,
        uint96 fee,
        uint96 treasuryShare
    );
    event ExactSkipped(
        uint256 indexed claimId,
        uint256 index,
        address indexed payer,
        bytes32 indexed nonce,
        ExactSkip reason
    );

    error EscrowVaultNotCredit(address gateway, address caller);
    error EscrowVaultExactRefused(ExactSkip reason);

    /// @notice Settles a batch. A bad one is skipped with its reason. Settler only.
    /// @return claimId Shared with claims, counted from 1.
    function settleExacts(address gateway, ExactRow[] calldata rows) external returns (uint256 claimId);

    /// @notice Settles one, for the gateway's Credit alone.
    /// @param settler Who called the Credit; must be the gateway's settler.
    /// @return payTo Where the authorisation must have gone.
    function settleExact(
        address gateway,
        address settler,
        ExactRow calldata row
    ) external returns (address payTo);

    /// @notice Whether an authorisation of the payer at the gateway has been used.
    function isExactUsed(address gateway, address payer, bytes32 nonce) external view returns (bool);
}
