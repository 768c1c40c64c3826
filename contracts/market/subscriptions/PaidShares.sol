// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IFeeSchedule, ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {FeeSplit} from "../libraries/FeeSplit.sol";
import {PaidPeriods} from "../libraries/PaidPeriods.sol";
import {ProceedsTally} from "../libraries/ProceedsTally.sol";
import {PaidFees} from "../prepaid/PaidFees.sol";
import {Records} from "./Records.sol";

/// @title PaidShares
/// @notice How what a period has earned is shared: by weight among the plan's services, and each part by the fee of the
/// service's class, in the version that was in force when the period was charged.
abstract contract PaidShares is Records, PaidFees {
    using FeeSplit for FeeSplit.Split;
    using PaidPeriods for PaidPeriods.Record;
    using ProceedsTally for *;

    /// @notice What one release gathers.
    struct Batch {
        bytes32 subscriptionId;
        address payer;
        uint96 gross;
        IEarnings.Proceeds proceeds;
    }

    function _open(
        bytes32 subscriptionId,
        PaidPeriods.Record memory record,
        PlanRecord storage plan
    ) internal view returns (Batch memory batch) {
        batch.subscriptionId = subscriptionId;
        batch.payer = record.payer();
        uint256 count = plan.services.length;
        batch.proceeds = ProceedsTally.open(0, record.gateway(), count);
        batch.proceeds.integrators = new IEarnings.ShareCredit[](0);
        batch.proceeds.hosts = ProceedsTally.room(count);
    }

    /// @param amount Earned by this period, token base units. @param chargedAt Unix seconds of its charge.
    function _share(
        Batch memory batch,
        PlanRecord storage plan,
        uint256 index,
        uint96 amount,
        uint256 chargedAt
    ) internal {
        if (amount == 0) return;
        batch.gross += amount;
        uint256 count = plan.services.length;
        (uint256 weights, uint256 shared) = (0, 0);
        for (uint256 i; i < count; ++i) {
            (uint256 serviceId, uint16 weight) = _serviceIn(plan, i);
            weights += weight;
            // To the sum of the weights so far, so that the last service ends at the whole amount.
            uint256 upTo = (amount * weights) / WHOLE;
            _shareWith(batch, serviceId, index, uint96(upTo - shared), chargedAt);
            shared = upTo;
        }
    }

    function _shareWith(
        Batch memory batch,
        uint256 serviceId,
        uint256 index,
        uint96 amount,
        uint256 chargedAt
    ) private {
        if (amount == 0) return;
        IEarnings.Proceeds memory proceeds = batch.proceeds;
        (ServiceClass class, address host) = _classOf(serviceId);
        FeeSplit.Split memory parts;
        parts.split(amount, _feesAt(class, chargedAt), false);
        proceeds.entryOf(serviceId).amount += parts.net;
        proceeds.gatewayShare += parts.gateway;
        proceeds.rewardsShare += parts.rewards;
        proceeds.treasuryShare += parts.treasury;
        if (parts.host != 0) proceeds.hosts.entryOf(host).amount += parts.host;

        uint96 fees = _countFees(batch.payer, serviceId, parts.treasury);

        emit PeriodReleased(
            batch.subscriptionId,
            uint32(index),
            serviceId,
            amount,
            parts.fee,
            parts.treasury,
            fees
        );
    }

    /// @dev Of the terms in force; self-hosted when there are none, as the registry has it.
    function _classOf(uint256 serviceId) private view returns (ServiceClass class, address host) {
        try SERVICES.currentTerms(serviceId) returns (
            bytes32 termsId,
            uint32,
            IServiceRegistry.Terms memory terms
        ) {
            if (terms.class == ServiceClass.SelfHosted) return (terms.class, address(0));
            return (terms.class, SERVICES.hostOf(serviceId, termsId));
        } catch {}
    }

    /// @dev A version comes into force days after it is published, so which one was in force at a past second never changes.
    function _feesAt(ServiceClass class, uint256 time) private view returns (IFeeSchedule.Fees memory fees) {
        uint32 version = FEES.latestVersion(class);
        fees = FEES.feesOf(class, version);
        while (fees.effectiveAt > time) fees = FEES.feesOf(class, --version);
    }
}
