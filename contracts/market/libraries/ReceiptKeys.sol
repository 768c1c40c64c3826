// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";

/// @title ReceiptKeys
/// @notice Whether a receipt is its gateway's word.
library ReceiptKeys {
    /// @param digest EIP-712 digest of `receipt`.
    /// @return signer Who signed it. @return valid Whether that is a receipt key in force when it was issued.
    function signerOf(
        IGatewayRegistry gateways,
        IEscrowVault.Receipt calldata receipt,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (address signer, bool valid) {
        ECDSA.RecoverError problem;
        (signer, problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        valid =
            problem == ECDSA.RecoverError.NoError &&
            gateways.isReceiptKey(receipt.gateway, signer, receipt.issuedAt);
    }
}
