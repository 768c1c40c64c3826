// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";

/// @dev An account as it lies in its slot. From the lowest bit: uint96 balance, uint96 thawing, uint32 thawEnd, uint32 epoch.
type AccountWord is uint256;
/// @dev A ledger as it lies in its slot. From the lowest bit: uint96 claimed, uint96 fees, uint32 epoch.
type LedgerWord is uint256;
/// @dev A session key's first slot. From the lowest bit: uint96 cap, uint96 spent, uint40 validBefore, bool restricted, bool
/// revoked, bool introduced.
type KeyWord is uint256;

using AccountWords for AccountWord global;
using LedgerWords for LedgerWord global;
using KeyWords for KeyWord global;

/// @title Slots
/// @notice Reads and writes a struct that fills one slot in one piece: the compiler would write the slot once a field, and
/// a row of a claim would pay for a copy in memory.
library Slots {
    function load(IEscrowVault.Account storage slot) internal view returns (AccountWord word) {
        assembly ("memory-safe") {
            word := sload(slot.slot)
        }
    }

    function load(IEscrowVault.Ledger storage slot) internal view returns (LedgerWord word) {
        assembly ("memory-safe") {
            word := sload(slot.slot)
        }
    }

    function load(IEscrowVault.SessionKey storage slot) internal view returns (KeyWord word) {
        assembly ("memory-safe") {
            word := sload(slot.slot)
        }
    }

    function save(IEscrowVault.Account storage slot, AccountWord word) internal {
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }

    function save(IEscrowVault.Ledger storage slot, LedgerWord word) internal {
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }

    function save(IEscrowVault.SessionKey storage slot, KeyWord word) internal {
        assembly ("memory-safe") {
            sstore(slot.slot, word)
        }
    }

    function save(IEscrowVault.Account storage slot, IEscrowVault.Account memory account) internal {
        uint256 word =
            uint256(account.balance) |
                (uint256(account.thawing) << 96) |
                (uint256(account.thawEnd) << 192) |
                (uint256(account.epoch) << 224);
        save(slot, AccountWord.wrap(word));
    }
}

library AccountWords {
    function balance(AccountWord word) internal pure returns (uint256) {
        return uint96(AccountWord.unwrap(word));
    }

    function epoch(AccountWord word) internal pure returns (uint256) {
        return AccountWord.unwrap(word) >> 224;
    }

    /// @notice The account with `amount` more, which it has room for.
    function credit(AccountWord word, uint256 amount) internal pure returns (AccountWord) {
        unchecked {
            return AccountWord.wrap(AccountWord.unwrap(word) + amount);
        }
    }

    /// @notice The account without `amount`, which is at most its balance. Thawing funds pay as well: what the gateway
    /// accepted before the thaw is still owed.
    function debit(AccountWord word, uint256 amount) internal pure returns (AccountWord) {
        unchecked {
            uint256 left = AccountWord.unwrap(word) - amount;
            (uint256 held, uint256 thawing) = (uint96(left), uint96(left >> 96));
            if (thawing > held) left -= (thawing - held) << 96;
            return AccountWord.wrap(left);
        }
    }
}

library LedgerWords {
    function claimed(LedgerWord word) internal pure returns (uint256) {
        return uint96(LedgerWord.unwrap(word));
    }

    function epoch(LedgerWord word) internal pure returns (uint256) {
        return LedgerWord.unwrap(word) >> 192;
    }

    /// @notice The ledger when `fee` more has been paid through it.
    /// @param claimed_ In `epoch_`; fits 96 bits.
    function book(
        LedgerWord word,
        uint256 claimed_,
        uint256 epoch_,
        uint256 fee
    ) internal pure returns (LedgerWord) {
        uint256 fees = uint96(LedgerWord.unwrap(word) >> 96) + uint96(fee);
        return LedgerWord.wrap(claimed_ | (fees << 96) | (epoch_ << 192));
    }
}

library KeyWords {
    function cap(KeyWord word) internal pure returns (uint256) {
        return uint96(KeyWord.unwrap(word));
    }

    function spent(KeyWord word) internal pure returns (uint256) {
        return uint96(KeyWord.unwrap(word) >> 96);
    }

    function validBefore(KeyWord word) internal pure returns (uint256) {
        return uint40(KeyWord.unwrap(word) >> 192);
    }

    function isRestricted(KeyWord word) internal pure returns (bool) {
        return uint8(KeyWord.unwrap(word) >> 232) != 0;
    }

    function isIntroduced(KeyWord word) internal pure returns (bool) {
        return uint8(KeyWord.unwrap(word) >> 248) != 0;
    }

    /// @notice The key when it has spent `amount` more, which its cap allows.
    function spend(KeyWord word, uint256 amount) internal pure returns (KeyWord) {
        unchecked {
            return KeyWord.wrap(KeyWord.unwrap(word) + (amount << 96));
        }
    }
}
