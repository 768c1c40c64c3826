// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
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

    function digest(
        IExactPayments.ExactRow calldata row,
        address to,
        bytes32 domain
    ) internal pure returns (bytes32) {
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_TYPEHASH, row.from, to, row.value, row.validAfter, row.validBefore, row.nonce)
        );
        return MessageHashUtils.toTypedDataHash(domain, structHash);
    }

    /// @notice Where the use of an authorisation is kept.
    function idOf(address gateway, address payer, bytes32 nonce) internal pure returns (bytes32) {
        return keccak256(abi.encode(gateway, payer, nonce));
    }
}
