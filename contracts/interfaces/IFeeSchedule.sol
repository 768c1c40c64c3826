// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @notice How a service runs; each class has its own protocol fee and minimum stake.
enum ServiceClass {
    SelfHosted,
    Hosted,
    Managed
}

/// @title FeeSchedule
/// @notice The protocol fee of each service class and how that fee is shared, in numbered versions.
/// A termsHash names one version, so a charge keeps the fee that its payer signed for.
interface IFeeSchedule {
    /// @param feeBps Protocol fee, basis points of the charge.
    /// @param baseFeeBps The part of it that is shared, basis points of the charge: the self-hosted fee that is in force when
    /// this version comes into force, at most `feeBps`. What exceeds it is the host's.
    /// @param gatewayBps Gateway's share, basis points of the shared part.
    /// @param integratorBps Integrator's share, basis points of the shared part.
    /// @param rewardsBps Review rewards' share, basis points of the shared part. The treasury has what is left.
    /// @param effectiveAt Unix seconds from which new calls are quoted this version.
    struct Fees {
        uint16 feeBps;
        uint16 baseFeeBps;
        uint16 gatewayBps;
        uint16 integratorBps;
        uint16 rewardsBps;
        uint64 effectiveAt;
    }

    event FeesPublished(
        ServiceClass indexed class,
        uint32 indexed version,
        uint16 feeBps,
        uint16 baseFeeBps,
        uint16 gatewayBps,
        uint16 integratorBps,
        uint16 rewardsBps,
        uint64 effectiveAt
    );

    error FeeScheduleFeeTooHigh(uint256 feeBps, uint256 maximum);
    error FeeScheduleGatewayShareOutOfBounds(uint256 gatewayBps, uint256 minimum, uint256 maximum);
    error FeeScheduleIntegratorShareTooHigh(uint256 integratorBps, uint256 maximum);
    error FeeScheduleSharesExceedFee(uint256 sumBps, uint256 maximum);
    error FeeScheduleUnknownVersion(ServiceClass class, uint256 version, uint256 latest);

    /// @notice Publishes the next version for `class`, in force after `TERMS_DELAY`. Governed. A later change of the self-hosted
    /// fee does not move its `baseFeeBps`.
    /// @return version The new version, counted from 1.
    function publishFees(
        ServiceClass class,
        uint16 feeBps,
        uint16 gatewayBps,
        uint16 integratorBps,
        uint16 rewardsBps
    ) external returns (uint32 version);

    /// @notice The version that new calls are quoted now.
    function currentVersion(ServiceClass class) external view returns (uint32);

    /// @notice The newest published version, in force or not.
    function latestVersion(ServiceClass class) external view returns (uint32);

    /// @notice The fees of one version. Reverts when it was never published.
    function feesOf(ServiceClass class, uint32 version) external view returns (Fees memory);
}
