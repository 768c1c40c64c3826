// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICredentialAdapter} from "./ICredentialAdapter.sol";

/// @title AttestationAdapter
/// @notice Takes offchain attestations of the Ethereum Attestation Service, version 2, by one attester and of one schema,
/// `bytes32 person`: the attester's own number for a human, the same whatever account he comes with.
/// @dev The message and its domain are those of the EAS SDK:
/// https://github.com/ethereum-attestation-service/eas-sdk/blob/master/src/offchain/offchain.ts
/// A credential is abi.encode(Attest, bytes signature).
interface IAttestationAdapter is ICredentialAdapter {
    /// @notice Signed by the attester in the domain ("EAS Attestation", version of the EAS contract, chain, EAS contract).
    /// @param version Of the format: 2.
    /// @param schema UID of the schema.
    /// @param time Unix seconds at which it was given.
    /// @param expirationTime Unix seconds from which it is worth nothing; 0 for never.
    /// @param revocable Not read: a person is revoked here.
    /// @param refUID Not read.
    /// @param data abi.encode(bytes32 person).
    struct Attest {
        uint16 version;
        bytes32 schema;
        address recipient;
        uint64 time;
        uint64 expirationTime;
        bool revocable;
        bytes32 refUID;
        bytes data;
        bytes32 salt;
    }

    event CredentialUsed(bytes32 indexed person, address indexed account, uint64 time);
    event PersonRevoked(bytes32 indexed person);

    error AttestationAdapterNotMembers(address caller);
    error AttestationAdapterNotAttester(address caller);
    error AttestationAdapterVersion(uint16 version, uint16 expected);
    error AttestationAdapterSchema(bytes32 schema, bytes32 expected);
    error AttestationAdapterRecipient(address recipient, address account);
    error AttestationAdapterFromFuture(uint64 time, uint256 now_);
    error AttestationAdapterExpired(uint64 expirationTime, uint256 now_);
    error AttestationAdapterDataLength(uint256 length, uint256 expected);
    error AttestationAdapterSignature(address attester);
    error AttestationAdapterRevoked(bytes32 person);
    error AttestationAdapterNotNewer(bytes32 person, uint64 time, uint64 newest);

    /// @notice Takes no attestation of this person any more, for ever. Attester only.
    /// @dev Stops what comes later, enrolment and recovery. A member stays one: an attester alone silences nobody, and
    /// governance takes a bad attester's adapter away as a whole.
    function revoke(bytes32 person) external;

    function isRevoked(bytes32 person) external view returns (bool);

    /// @notice Time of the newest attestation of this person that was used. The next must be newer.
    function newestOf(bytes32 person) external view returns (uint64);

    /// @notice What `verify` returns for this person.
    function nullifierOf(bytes32 person) external view returns (bytes32);

    /// @notice Version of the EAS contract, as its domain has it.
    function easVersion() external view returns (string memory);

    /// @notice EIP-712 digest in the domain of the EAS contract.
    function hashAttest(Attest calldata attestation) external view returns (bytes32);
}
