// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Signatures
/// @notice The one rule by which these contracts believe a signature.
library Signatures {
    /// @dev Half the order of secp256k1.
    uint256 private constant HALF_ORDER = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    /// @dev First ecrecover, whatever code the account has: setting code after signing (EIP-7702) must not undo what was
    /// signed. ERC-1271 only else.
    function hasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        return
            isSignedBy(account, digest, signature) ||
            SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }

    /// @dev 65 bytes with a low s, so that a signature has one form only. Once a row of every claim: no intermediate tuple.
    function isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal pure returns (bool) {
        if (signature.length != 65) return false;
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        if (uint256(s) > HALF_ORDER) return false;
        address recovered = ecrecover(digest, v, r, s);
        return recovered == signer && recovered != address(0);
    }
}
