// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IFeeSchedule, ServiceClass} from "../interfaces/IFeeSchedule.sol";

/// @title FeeSchedule
contract FeeSchedule is IFeeSchedule, AccessManaged {
    /// @notice Seconds between the publication of a version and the first call that is quoted it.
    uint256 public constant TERMS_DELAY = 7 days;

    /// @notice Bounds of every version, basis points: the fee of the charge, the shares of the fee.
    uint256 public constant MAX_FEE = 3_000;
    uint256 public constant MIN_GATEWAY_SHARE = 1_000;
    uint256 public constant MAX_GATEWAY_SHARE = 6_000;
    uint256 public constant MAX_INTEGRATOR_SHARE = 3_000;
    uint256 private constant WHOLE = 10_000;

    /// @dev Append-only: version n is at index n - 1, so that no version a payer signed for can change. One slot each.
    mapping(ServiceClass class => Fees[] versions) private _versions;

    /// @notice Version 1 of each class, in force at once.
    /// @param feeBps Protocol fees in the order of `ServiceClass`; the classes start with the same shares.
    constructor(
        uint16[3] memory feeBps,
        uint16 gatewayBps,
        uint16 integratorBps,
        uint16 rewardsBps,
        address authority_
    ) AccessManaged(authority_) {
        for (uint8 class; class < feeBps.length; ++class) {
            Fees memory fees = Fees({
                feeBps: feeBps[class],
                baseFeeBps: 0,
                gatewayBps: gatewayBps,
                integratorBps: integratorBps,
                rewardsBps: rewardsBps,
                effectiveAt: uint64(block.timestamp)
            });
            _publish(ServiceClass(class), fees);
        }
    }

    /// @inheritdoc IFeeSchedule
    function publishFees(
        ServiceClass class,
        uint16 feeBps,
        uint16 gatewayBps,
        uint16 integratorBps,
        uint16 rewardsBps
    ) external restricted returns (uint32 version) {
        Fees memory fees = Fees({
            feeBps: feeBps,
            baseFeeBps: 0,
            gatewayBps: gatewayBps,
            integratorBps: integratorBps,
            rewardsBps: rewardsBps,
            effectiveAt: uint64(block.timestamp + TERMS_DELAY)
        });
        return _publish(class, fees);
    }

    /// @inheritdoc IFeeSchedule
    function currentVersion(ServiceClass class) external view returns (uint32 version) {
        Fees[] storage versions = _versions[class];
        // From the newest backwards: at most the versions published within TERMS_DELAY are passed over.
        version = uint32(versions.length);
        while (versions[version - 1].effectiveAt > block.timestamp) --version;
    }

    /// @inheritdoc IFeeSchedule
    function latestVersion(ServiceClass class) external view returns (uint32) {
        return uint32(_versions[class].length);
    }

    /// @inheritdoc IFeeSchedule
    function feesOf(ServiceClass class, uint32 version) external view returns (Fees memory) {
        uint256 latest = _versions[class].length;
        require(version != 0 && version <= latest, FeeScheduleUnknownVersion(class, version, latest));
        return _versions[class][version - 1];
    }

    function _publish(ServiceClass class, Fees memory fees) private returns (uint32 version) {
        uint256 shares = uint256(fees.gatewayBps) + fees.integratorBps + fees.rewardsBps;
        require(fees.feeBps <= MAX_FEE, FeeScheduleFeeTooHigh(fees.feeBps, MAX_FEE));
        require(
            fees.gatewayBps >= MIN_GATEWAY_SHARE && fees.gatewayBps <= MAX_GATEWAY_SHARE,
            FeeScheduleGatewayShareOutOfBounds(fees.gatewayBps, MIN_GATEWAY_SHARE, MAX_GATEWAY_SHARE)
        );
        require(
            fees.integratorBps <= MAX_INTEGRATOR_SHARE,
            FeeScheduleIntegratorShareTooHigh(fees.integratorBps, MAX_INTEGRATOR_SHARE)
        );
        require(shares <= WHOLE, FeeScheduleSharesExceedFee(shares, WHOLE));

        fees.baseFeeBps = _baseFee(class, fees.feeBps);
        _versions[class].push(fees);
        version = uint32(_versions[class].length);

        emit FeesPublished(
            class,
            version,
            fees.feeBps,
            fees.baseFeeBps,
            fees.gatewayBps,
            fees.integratorBps,
            fees.rewardsBps,
            fees.effectiveAt
        );
    }

    /// @dev Of the newest self-hosted version, in force or not: all versions wait equally long, so it is the one in force when
    /// a version that is published now comes into force.
    function _baseFee(ServiceClass class, uint16 feeBps) private view returns (uint16) {
        if (class == ServiceClass.SelfHosted) return feeBps;
        Fees[] storage versions = _versions[ServiceClass.SelfHosted];
        uint16 selfHosted = versions[versions.length - 1].feeBps;
        return selfHosted < feeBps ? selfHosted : feeBps;
    }
}
