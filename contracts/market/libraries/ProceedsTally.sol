// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";

/// @title ProceedsTally
/// @notice Sums a batch's proceeds in memory, one entry per service, integrator and host.
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
        // `new` would make an entry for every row.
        assembly ("memory-safe") {
            services := mload(0x40)
            mstore(0x40, add(services, shl(5, add(rows, 1))))
            mstore(services, 0)
        }
        proceeds.services = services;
        proceeds.integrators = room(rows);
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

    /// @notice No lines yet, and room for one each row.
    function room(uint256 rows) internal pure returns (IEarnings.ShareCredit[] memory shares) {
        assembly ("memory-safe") {
            shares := mload(0x40)
            mstore(0x40, add(shares, shl(5, add(rows, 1))))
            mstore(shares, 0)
        }
    }

    /// @notice The entry of an account in a list of shares with room; a new one when there is none.
    function entryOf(
        IEarnings.ShareCredit[] memory shares,
        address account
    ) internal pure returns (IEarnings.ShareCredit memory entry) {
        uint256 length = shares.length;
        for (uint256 i = length; i > 0; --i) {
            if (shares[i - 1].account == account) return shares[i - 1];
        }
        assembly ("memory-safe") {
            mstore(shares, add(length, 1))
        }
        entry.account = account;
        shares[length] = entry;
    }
}
