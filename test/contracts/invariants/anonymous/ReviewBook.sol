// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {LedgerBook} from "../members/LedgerBook.sol";

/// @notice The faces of vault and registry that Reputation reads: ledgers whose fees grow as the handler says, and services
/// of one publisher who has no part in the campaign.
contract ReviewBook is LedgerBook {
    address private constant PUBLISHER = address(0xB0B);

    function SERVICES() external view returns (address) {
        return address(this);
    }

    function FEES() external view returns (address) {
        return address(this);
    }

    function EARNINGS() external view returns (address) {
        return address(this);
    }

    function publisherOf(uint256) external pure returns (address owner, address payee) {
        return (PUBLISHER, PUBLISHER);
    }

    function isAuthorizedOrOwner(address account, uint256) external pure returns (bool) {
        return account == PUBLISHER;
    }

    function tenureOf(uint256) external pure returns (uint64) {
        return 1;
    }
}
