// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStreams} from "../../interfaces/IStreams.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {EscrowVault} from "../EscrowVault.sol";
import {PrepaidCore} from "../prepaid/PrepaidCore.sol";

/// @title StreamsCore
/// @notice Who may act for whom, and which signatures were used.
abstract contract StreamsCore is IStreams, PrepaidCore {
    using Signatures for address;

    /// @dev Slot 2.
    /// @inheritdoc IStreams
    mapping(address payer => mapping(uint256 nonce => bool)) public isNonceUsed;

    constructor(EscrowVault vault) PrepaidCore(vault, "Stoa Streams") {}

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
}
