// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IExactPayments} from "../../interfaces/IExactPayments.sol";

/// @title ExactHash
/// @notice EIP-3009 authorisations under the EIP-712 domain of a gateway's Credit, which the vault checks in its place.
library ExactHash {
    string internal constant NAME = "Stoa Credit";
    string internal constant VERSION = "1";

    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    function domainOf(address credit) internal view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    DOMAIN_TYPEHASH,
                    keccak256(bytes(NAME)),
                    keccak256(bytes(VERSION)),
                    block.chainid,
                    credit
                )
            );
    }

    /// @notice The digest that the payer signs. The row's value, times and nonce lie as the message has them.
    /// @dev Once a row of every batch, without taking memory.
    function digest(
        IExactPayments.ExactRow calldata row,
        address to,
        bytes32 domain
    ) internal pure returns (bytes32 result) {
        bytes32 typeHash = TRANSFER_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            mstore(add(free, 0x20), calldataload(row))
            mstore(add(free, 0x40), shr(96, shl(96, to)))
            calldatacopy(add(free, 0x60), add(row, 0x20), 0x80)
            let structHash := keccak256(free, 0xe0)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            result := keccak256(free, 0x42)
        }
    }

    /// @notice keccak256(abi.encode(gateway, payer, nonce)): where the use of an authorisation is kept.
    function idOf(address gateway, address payer, bytes32 nonce) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, shr(96, shl(96, gateway)))
            mstore(add(free, 0x20), shr(96, shl(96, payer)))
            mstore(add(free, 0x40), nonce)
            result := keccak256(free, 0x60)
        }
    }
}
