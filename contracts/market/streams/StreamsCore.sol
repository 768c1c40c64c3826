// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {IStreams} from "../../interfaces/IStreams.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {EscrowVault} from "../EscrowVault.sol";

/// @title StreamsCore
/// @notice The contracts that streams work with, which are the vault's own, and which signatures were used.
abstract contract StreamsCore is IStreams, EIP712, ReentrancyGuardTransient {
    using Signatures for address;

    EscrowVault public immutable VAULT;
    IERC20 public immutable USDC;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;

    /// @dev Slot 2. Slots 0 and 1 are EIP-712's, whose short name and version leave them empty.
    /// @inheritdoc IStreams
    mapping(address payer => mapping(uint256 nonce => bool)) public isNonceUsed;

    constructor(EscrowVault vault) EIP712("Stoa Streams", "1") {
        VAULT = vault;
        USDC = vault.USDC();
        EARNINGS = vault.EARNINGS();
        SERVICES = vault.SERVICES();
        GATEWAYS = vault.GATEWAYS();
        FEES = vault.FEES();
    }

    function _requireSettler(address gateway) internal view {
        require(GATEWAYS.isSettler(gateway, msg.sender), StreamsNotSettler(gateway, msg.sender));
    }

    function _requirePayer(address payer) internal view {
        require(msg.sender == payer, StreamsNotPayer(payer, msg.sender));
    }

    function _requireController(uint256 serviceId) internal view {
        require(
            SERVICES.isAuthorizedOrOwner(msg.sender, serviceId),
            StreamsNotController(serviceId, msg.sender)
        );
    }

    /// @dev `structHash` is what the payer signed under this contract's domain.
    function _requireSigned(
        address payer,
        uint64 deadline,
        bytes32 structHash,
        bytes calldata signature
    ) internal view {
        require(block.timestamp <= deadline, StreamsDeadlinePassed(deadline));
        require(payer.hasSigned(_hashTypedDataV4(structHash), signature), StreamsSignature(payer));
    }

    /// @dev What moves money out of an account counts once.
    function _useNonce(address payer, uint256 nonce) internal {
        require(!isNonceUsed[payer][nonce], StreamsNonceUsed(payer, nonce));
        isNonceUsed[payer][nonce] = true;
    }

    /// @dev A token that keeps a part must not leave books behind that promise more than is there.
    function _checkReceived(address receiver, uint256 heldBefore, uint256 expected) internal view {
        uint256 received = USDC.balanceOf(receiver) - heldBefore;
        require(received >= expected, StreamsTransferShort(received, expected));
    }
}
