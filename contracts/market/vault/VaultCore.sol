// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";

/// @title VaultCore
/// @notice The contracts that the vault works with, and the rule by which it believes a signature. No storage.
/// @dev They are immutable addresses, not roles: nobody can be granted the right to debit a payer.
abstract contract VaultCore is IEscrowVault, EIP712, ReentrancyGuardTransient {
    IERC20 public immutable USDC;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;

    constructor(
        IERC20 usdc,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees
    ) EIP712("Stoa Escrow", "1") {
        USDC = usdc;
        EARNINGS = earnings;
        SERVICES = services;
        GATEWAYS = gateways;
        FEES = fees;
    }

    /// @dev First ecrecover, whatever code the account has: setting code after signing (EIP-7702) must not undo what was
    /// signed. ERC-1271 only else.
    function _hasSigned(
        address account,
        bytes32 digest,
        bytes calldata signature
    ) internal view returns (bool) {
        return
            _isSignedBy(account, digest, signature) ||
            SignatureChecker.isValidERC1271SignatureNowCalldata(account, digest, signature);
    }

    /// @dev 65 bytes with a low s, so that a signature has one form only.
    function _isSignedBy(
        address signer,
        bytes32 digest,
        bytes calldata signature
    ) internal pure returns (bool) {
        (address recovered, ECDSA.RecoverError err, ) = ECDSA.tryRecoverCalldata(digest, signature);
        return err == ECDSA.RecoverError.NoError && recovered == signer;
    }
}
