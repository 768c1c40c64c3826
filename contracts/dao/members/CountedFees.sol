// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {IMembers} from "../../interfaces/IMembers.sol";
import {ClaimHash} from "../../market/libraries/ClaimHash.sol";

/// @title CountedFees
/// @notice What each member has paid to the treasury for good, read from the vault when somebody asks: claims do not pay
/// for it.
abstract contract CountedFees is IMembers {
    /// @notice Whose ledgers count.
    IEscrowVault public immutable VAULT;

    /// @dev Slot 1.
    /// @inheritdoc IMembers
    mapping(bytes32 ledgerId => uint96) public countedOf;

    /// @dev Slot 2. Stays through an exit and moves with a recovery.
    /// @inheritdoc IMembers
    mapping(address account => uint96) public feesOf;

    constructor(IEscrowVault vault) {
        VAULT = vault;
    }

    /// @dev A ledger's fees only grow, over epochs too, so that what is above the mark is new.
    function _countFees(address account, LedgerKey[] calldata keys) internal {
        uint96 added;
        for (uint256 i; i < keys.length; ++i) {
            (address gateway, address key, uint256 serviceId) = (
                keys[i].gateway,
                keys[i].key,
                keys[i].serviceId
            );
            bytes32 ledgerId = ClaimHash.ledgerId(account, gateway, key, serviceId);
            uint96 fees = VAULT.ledgerOf(account, gateway, key, serviceId).fees;
            added += fees - countedOf[ledgerId];
            countedOf[ledgerId] = fees;
        }
        if (added == 0) return;
        uint96 total = feesOf[account] + added;
        feesOf[account] = total;
        emit FeesCounted(account, added, total);
    }

    function _moveFees(address from, address to) internal {
        feesOf[to] += feesOf[from];
        feesOf[from] = 0;
    }
}
