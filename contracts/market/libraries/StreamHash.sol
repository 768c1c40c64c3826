// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStreams} from "../../interfaces/IStreams.sol";

/// @title StreamHash
/// @notice EIP-712 struct hashes of the messages about streams. All their fields are static.
library StreamHash {
    bytes32 internal constant STREAM_ORDER_TYPEHASH = keccak256(
        "StreamOrder(address payer,address gateway,uint256 serviceId,uint96 ratePerSecond,uint96 deposit,uint32 notice,uint256 nonce,uint64 deadline)"
    );
    bytes32 internal constant TOP_UP_TYPEHASH = keccak256(
        "TopUp(uint256 streamId,uint96 amount,uint256 nonce,uint64 deadline)"
    );
    bytes32 internal constant CLOSING_TYPEHASH = keccak256("Closing(uint256 streamId,uint64 deadline)");
    bytes32 internal constant USE_TYPEHASH = keccak256(
        "Use(uint256 streamId,address key,bytes32 callId,uint64 validBefore)"
    );

    function hash(IStreams.StreamOrder calldata order) internal pure returns (bytes32) {
        return keccak256(abi.encode(STREAM_ORDER_TYPEHASH, order));
    }

    function hash(IStreams.TopUp calldata topUp) internal pure returns (bytes32) {
        return keccak256(abi.encode(TOP_UP_TYPEHASH, topUp));
    }

    function hash(IStreams.Closing calldata closing) internal pure returns (bytes32) {
        return keccak256(abi.encode(CLOSING_TYPEHASH, closing));
    }

    function hash(IStreams.Use calldata use) internal pure returns (bytes32) {
        return keccak256(abi.encode(USE_TYPEHASH, use));
    }
}
