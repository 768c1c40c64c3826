// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IAttestationAdapter} from "../../interfaces/IAttestationAdapter.sol";
import {ICredentialAdapter} from "../../interfaces/ICredentialAdapter.sol";

/// @title AttestationAdapter
contract AttestationAdapter is IAttestationAdapter {
    /// @notice Of EAS's offchain format.
    uint16 public constant FORMAT = 2;

    bytes32 private constant ATTEST_TYPEHASH = keccak256(
        "Attest(uint16 version,bytes32 schema,address recipient,uint64 time,uint64 expirationTime,bool revocable,bytes32 refUID,bytes data,bytes32 salt)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );
    bytes32 private constant DOMAIN_NAME = keccak256("EAS Attestation");

    /// @notice Uses the credentials.
    address public immutable MEMBERS;
    /// @notice An account with a key, or a contract that answers ERC-1271.
    address public immutable ATTESTER;
    /// @notice UID of the schema `bytes32 person`.
    bytes32 public immutable SCHEMA;
    /// @notice The EAS contract of the domain. It is never called.
    address public immutable EAS;
    ShortString private immutable EAS_VERSION;
    bytes32 private immutable EAS_VERSION_HASH;

    /// @dev Slot 0.
    /// @inheritdoc IAttestationAdapter
    mapping(bytes32 person => bool) public isRevoked;

    /// @dev Slot 1.
    /// @inheritdoc IAttestationAdapter
    mapping(bytes32 person => uint64) public newestOf;

    /// @param version Of the EAS contract, as its domain has it: "1.3.0".
    constructor(address members, address attester, bytes32 schema, address eas, string memory version) {
        MEMBERS = members;
        ATTESTER = attester;
        SCHEMA = schema;
        EAS = eas;
        EAS_VERSION = ShortStrings.toShortString(version);
        EAS_VERSION_HASH = keccak256(bytes(version));
    }

    /// @inheritdoc ICredentialAdapter
    function verify(address account, bytes calldata data) external returns (bytes32 nullifier) {
        require(msg.sender == MEMBERS, AttestationAdapterNotMembers(msg.sender));
        (Attest memory attestation, bytes memory signature) = abi.decode(data, (Attest, bytes));
        (uint64 time, uint64 expiry) = (attestation.time, attestation.expirationTime);
        uint256 length = attestation.data.length;
        require(attestation.version == FORMAT, AttestationAdapterVersion(attestation.version, FORMAT));
        require(attestation.schema == SCHEMA, AttestationAdapterSchema(attestation.schema, SCHEMA));
        require(
            attestation.recipient == account,
            AttestationAdapterRecipient(attestation.recipient, account)
        );
        require(time <= block.timestamp, AttestationAdapterFromFuture(time, block.timestamp));
        require(expiry == 0 || expiry > block.timestamp, AttestationAdapterExpired(expiry, block.timestamp));
        require(length == 32, AttestationAdapterDataLength(length, 32));
        require(_hasSigned(_digest(attestation), signature), AttestationAdapterSignature(ATTESTER));
        bytes32 person = bytes32(attestation.data);
        uint64 newest = newestOf[person];
        require(!isRevoked[person], AttestationAdapterRevoked(person));
        require(time > newest, AttestationAdapterNotNewer(person, time, newest));

        newestOf[person] = time;

        emit CredentialUsed(person, account, time);
        return nullifierOf(person);
    }

    /// @inheritdoc IAttestationAdapter
    function revoke(bytes32 person) external {
        require(msg.sender == ATTESTER, AttestationAdapterNotAttester(msg.sender));
        isRevoked[person] = true;
        emit PersonRevoked(person);
    }

    /// @inheritdoc IAttestationAdapter
    function hashAttest(Attest calldata attestation) external view returns (bytes32) {
        return _digest(attestation);
    }

    /// @inheritdoc IAttestationAdapter
    function easVersion() external view returns (string memory) {
        return ShortStrings.toString(EAS_VERSION);
    }

    /// @inheritdoc IAttestationAdapter
    function nullifierOf(bytes32 person) public view returns (bytes32) {
        return keccak256(abi.encode(address(this), person));
    }

    function _digest(Attest memory attestation) private view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, DOMAIN_NAME, EAS_VERSION_HASH, block.chainid, EAS)
        );
        bytes32 message = keccak256(
            abi.encode(
                ATTEST_TYPEHASH,
                attestation.version,
                attestation.schema,
                attestation.recipient,
                attestation.time,
                attestation.expirationTime,
                attestation.revocable,
                attestation.refUID,
                keccak256(attestation.data),
                attestation.salt
            )
        );
        return MessageHashUtils.toTypedDataHash(domain, message);
    }

    /// @dev The attester's key first, whatever code its account has since been given (EIP-7702); ERC-1271 only else.
    function _hasSigned(bytes32 digest, bytes memory signature) private view returns (bool) {
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecover(digest, signature);
        if (problem == ECDSA.RecoverError.NoError && signer == ATTESTER) return true;
        return SignatureChecker.isValidERC1271SignatureNow(ATTESTER, digest, signature);
    }
}
