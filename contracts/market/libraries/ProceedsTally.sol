// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";

/// @title ProceedsTally
/// @notice Sums a batch's proceeds in memory, one entry per service and per integrator.
/// @dev Arrays have room for every row; their length counts the entries made. A search starts at the newest entry, so
/// that rows sorted by service find theirs at once.
library ProceedsTally {
    function open(
        uint256 claimId,
        address gateway,
        uint256 rows
    ) internal pure returns (IEarnings.Proceeds memory proceeds) {
        proceeds.claimId = claimId;
        proceeds.gateway = gateway;
        IEarnings.ServiceCredit[] memory services;
        IEarnings.IntegratorCredit[] memory integrators;
        // `new` would make an entry for every row.
        assembly ("memory-safe") {
            let size := shl(5, add(rows, 1))
            services := mload(0x40)
            integrators := add(services, size)
            mstore(0x40, add(integrators, size))
            mstore(services, 0)
            mstore(integrators, 0)
        }
        proceeds.services = services;
        proceeds.integrators = integrators;
    }

    /// @notice The entry of a service; a new one when there is none.
    function entryOf(
        IEarnings.Proceeds memory proceeds,
        uint256 serviceId
    ) internal pure returns (IEarnings.ServiceCredit memory entry) {
        IEarnings.ServiceCredit[] memory services = proceeds.services;
        uint256 length = services.length;
        for (uint256 i = length; i > 0; --i) {
            if (services[i - 1].serviceId == serviceId) return services[i - 1];
        }
        assembly ("memory-safe") {
            mstore(services, add(length, 1))
        }
        entry.serviceId = serviceId;
        services[length] = entry;
    }

    /// @notice The entry of an integrator; a new one when there is none.
    function entryOf(
        IEarnings.Proceeds memory proceeds,
        address integrator
    ) internal pure returns (IEarnings.IntegratorCredit memory entry) {
        IEarnings.IntegratorCredit[] memory integrators = proceeds.integrators;
        uint256 length = integrators.length;
        for (uint256 i = length; i > 0; --i) {
            if (integrators[i - 1].integrator == integrator) return integrators[i - 1];
        }
        assembly ("memory-safe") {
            mstore(integrators, add(length, 1))
        }
        entry.integrator = integrator;
        integrators[length] = entry;
    }
}
