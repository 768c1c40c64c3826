// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IFeeSchedule, ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {VaultCore} from "./VaultCore.sol";

/// @title Quotes
/// @notice The fees that a charge was signed for. Rows sorted by their terms read them once.
abstract contract Quotes is VaultCore {
    /// @param known Whether the service has published these terms and governance this version.
    /// @param termsHash keccak256(abi.encode(termsId, feeVersion)).
    /// @param host Who has what the fee exceeds the self-hosted one; zero for self-hosted terms.
    /// @param publisherRead Whether `owner` and `payee` are read.
    /// @param payTo Address of the terms' PayTo; zero until it is asked for.
    /// @param booked Whether `entry` is the service's line in the batch's proceeds.
    struct Quote {
        uint256 serviceId;
        bytes32 termsId;
        uint32 feeVersion;
        bool known;
        bytes32 termsHash;
        IFeeSchedule.Fees fees;
        address host;
        bool publisherRead;
        address owner;
        address payee;
        address payTo;
        bool booked;
        IEarnings.ServiceCredit entry;
    }

    /// @dev Makes `quote` that of these terms. A lookup that reverts makes them unknown and does not fail the batch.
    function _read(Quote memory quote, uint256 serviceId, bytes32 termsId, uint32 feeVersion) internal view {
        if (quote.serviceId == serviceId && quote.termsId == termsId && quote.feeVersion == feeVersion)
            return;
        if (quote.serviceId != serviceId) (quote.publisherRead, quote.booked) = (false, false);
        quote.serviceId = serviceId;
        quote.payTo = address(0);
        quote.termsId = termsId;
        quote.feeVersion = feeVersion;
        quote.termsHash = keccak256(abi.encode(termsId, feeVersion));
        (quote.known, quote.fees, quote.host) = _feesOf(serviceId, termsId, feeVersion);
    }

    /// @dev A publisher that is its own integrator gets no part of its own fee back.
    function _isPublisher(Quote memory quote, address integrator) internal view returns (bool) {
        if (!quote.publisherRead) {
            quote.publisherRead = true;
            (quote.owner, quote.payee) = SERVICES.publisherOf(quote.serviceId);
        }
        return integrator == quote.payee || integrator == quote.owner;
    }

    function _payToOf(Quote memory quote) internal view returns (address) {
        if (quote.payTo == address(0)) {
            quote.payTo = DOORS.payToOf(quote.serviceId, quote.termsId, quote.feeVersion);
        }
        return quote.payTo;
    }

    function _feesOf(
        uint256 serviceId,
        bytes32 termsId,
        uint32 feeVersion
    ) private view returns (bool known, IFeeSchedule.Fees memory fees, address host) {
        try SERVICES.classOf(serviceId, termsId) returns (ServiceClass class, uint96) {
            try FEES.feesOf(class, feeVersion) returns (IFeeSchedule.Fees memory found) {
                bool hosted = class != ServiceClass.SelfHosted;
                return (true, found, hosted ? SERVICES.hostOf(serviceId, termsId) : address(0));
            } catch {}
        } catch {}
    }
}
