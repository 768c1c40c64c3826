// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowExits} from "../../interfaces/IEscrowExits.sol";
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

    bytes32 internal constant RELEASE_TYPEHASH = keccak256(
        "Release(address payer,address gateway,uint32 epoch,uint96 amount,uint256 nonce,uint64 deadline)"
    );
    bytes32 internal constant WITHDRAWAL_TYPEHASH = keccak256(
        "Withdrawal(address payer,address gateway,address to,uint32 epoch,uint64 deadline)"
    );

    /// @notice The digest that a voucher's signer signs, under the vault's domain separator.
    /// @dev Once a row of every claim: the struct is hashed where it lies. Its words need no cleaning, since unclean ones
    /// give a digest that nobody signed.
    function digest(
        IEscrowVault.Voucher calldata voucher,
        bytes32 domain
    ) internal pure returns (bytes32 result) {
        bytes32 typeHash = VOUCHER_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), voucher, 0x100)
            let structHash := keccak256(free, 0x120)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            result := keccak256(free, 0x42)
        }
    }

    /// @notice What a claim compares, as it lies in the call. Words that are not clean fit no account, or give a digest
    /// that nobody signed.
    function terms(
        IEscrowVault.Voucher calldata voucher
    )
        internal
        pure
        returns (uint256 gateway, bytes32 termsHash, uint256 epoch, uint256 cumulative, uint256 validBefore)
    {
        assembly ("memory-safe") {
            gateway := calldataload(add(voucher, 0x20))
            termsHash := calldataload(add(voucher, 0x80))
            epoch := calldataload(add(voucher, 0xa0))
            cumulative := calldataload(add(voucher, 0xc0))
            validBefore := calldataload(add(voucher, 0xe0))
        }
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

    function hash(IEscrowExits.Release calldata release) internal pure returns (bytes32) {
        return keccak256(abi.encode(RELEASE_TYPEHASH, release));
    }

    function hash(IEscrowExits.Withdrawal calldata withdrawal) internal pure returns (bytes32) {
        return keccak256(abi.encode(WITHDRAWAL_TYPEHASH, withdrawal));
    }
}
