// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";

/// @title VoucherHash
/// @notice EIP-712 struct hashes of the vault's messages. All their fields are static, so a struct encodes in one piece.
library VoucherHash {
    bytes32 internal constant VOUCHER_TYPEHASH = keccak256(
        "Voucher(address payer,address gateway,address key,uint256 serviceId,bytes32 termsHash,uint32 epoch,uint96 cumulative,uint64 validBefore)"
    );
    bytes32 internal constant SESSION_GRANT_TYPEHASH = keccak256(
        "SessionGrant(address payer,address key,address gateway,address integrator,uint128 cap,uint128 maxPerCall,uint64 validBefore,bytes32 servicesRoot,uint256 nonce)"
    );
    bytes32 internal constant KEY_PROOF_TYPEHASH = keccak256(
        "KeyProof(address payer,address gateway,uint64 deadline)"
    );
    bytes32 internal constant RECEIPT_TYPEHASH = keccak256(
        "Receipt(bytes32 callId,address payer,address gateway,address key,uint256 serviceId,bytes32 termsHash,uint32 epoch,uint64 seq,uint96 price,uint96 chargedCumulative,bytes32 requestHash,bytes32 responseHash,uint8 status,uint64 issuedAt)"
    );

    function hash(IEscrowVault.Voucher calldata voucher) internal pure returns (bytes32) {
        return keccak256(abi.encode(VOUCHER_TYPEHASH, voucher));
    }

    function hash(IEscrowVault.SessionGrant calldata grant) internal pure returns (bytes32) {
        return keccak256(abi.encode(SESSION_GRANT_TYPEHASH, grant));
    }

    function hash(IEscrowVault.KeyProof memory proof) internal pure returns (bytes32) {
        return keccak256(abi.encode(KEY_PROOF_TYPEHASH, proof));
    }

    function hash(IEscrowVault.Receipt calldata receipt) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_TYPEHASH, receipt));
    }
}
