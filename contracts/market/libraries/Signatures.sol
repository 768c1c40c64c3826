// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";

/// @title Signatures
/// @notice The one rule by which these contracts believe a signature.
library Signatures {
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

    /// @dev 65 bytes with a low s, so that a signature has one form only.
    function isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal pure returns (bool) {
        (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return err == ECDSA.RecoverError.NoError && recovered == signer;
    }
}
