// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";

/// @title Slots
/// @notice Writes a struct that fills one slot in one piece; the compiler would write the slot once a field.
library Slots {
    function save(IEscrowVault.Account storage slot, IEscrowVault.Account memory account) internal {
        uint256 word =
            uint256(account.balance) |
                (uint256(account.thawing) << 96) |
                (uint256(account.thawEnd) << 192) |
                (uint256(account.epoch) << 224);
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }

    function save(IEscrowVault.Ledger storage slot, IEscrowVault.Ledger memory ledger) internal {
        uint256 word =
            uint256(ledger.claimed) | (uint256(ledger.fees) << 96) | (uint256(ledger.epoch) << 192);
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }
}
