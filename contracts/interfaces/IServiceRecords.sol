// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title ServiceRecords
/// @notice What is on record about services beside their listing: Merkle roots that publishers anchor for their releases,
/// and what auditors attest. Money never depends on it.
interface IServiceRecords {
    /// @notice What the leaves of an anchored root are SHA-256 hashes of: the artifact's files, the documents of its
    /// build (logs, bills of materials, signatures), or records of use.
    enum AnchorKind {
        Files,
        Build,
        Usage
    }

    /// @notice That the owner controls the domain of the endpoint; that somebody has read the released code; or that a
    /// sponsor was given a report on it for a bounty, which makes nothing verified: he can pay his own friend.
    enum AttestationKind {
        Domain,
        Audit,
        Report
    }

    struct Anchor {
        bytes32 root;
        uint32 version;
        AnchorKind kind;
        uint64 anchoredAt;
    }

    /// @param version The release that the auditor looked at.
    /// @param expiry Unix seconds from which it counts no more.
    /// @param tenure Of the owner it was given to: see IServiceRegistry.tenureOf.
    /// @param hash Of the document at the attestation's URI.
    struct Attestation {
        uint256 serviceId;
        bytes32 hash;
        address auditor;
        uint64 expiry;
        uint32 version;
        uint64 tenure;
        AttestationKind kind;
        bool revoked;
    }

    /// @notice The parts of Verified, for those who want to know what is missing.
    /// @param staked The stake at work reaches the class's minimum.
    /// @param domain The newest domain proof holds.
    /// @param audit The newest audit holds and is of the newest version.
    /// @param unlocked No lock is open: no case against the service.
    struct Standing {
        bool staked;
        bool domain;
        bool audit;
        bool unlocked;
    }

    event Anchored(
        uint256 indexed serviceId,
        uint256 indexed number,
        uint32 version,
        AnchorKind kind,
        bytes32 root
    );
    event Attested(
        uint256 indexed attestationId,
        uint256 indexed serviceId,
        address indexed auditor,
        uint32 version,
        AttestationKind kind,
        string uri,
        bytes32 hash,
        uint64 expiry,
        uint64 tenure
    );
    event AttestationRevoked(
        uint256 indexed attestationId,
        uint256 indexed serviceId,
        address indexed auditor
    );

    error ServiceRecordsNotController(uint256 serviceId, address caller);
    error ServiceRecordsUnknownVersion(uint256 serviceId, uint32 version, uint32 latest);
    error ServiceRecordsZeroHash();
    error ServiceRecordsUnknownAnchor(uint256 serviceId, uint256 number, uint256 count);
    error ServiceRecordsExpiryOutOfBounds(uint64 expiry, uint256 earliest, uint256 latest);
    error ServiceRecordsUnknownAttestation(uint256 attestationId, uint256 count);
    error ServiceRecordsRevokedAlready(uint256 attestationId);

    /// @notice Anchors a Merkle root for one release, by who controls the service. It stays for ever.
    /// @param root OpenZeppelin's form: sorted pairs; a leaf is keccak256(keccak256(abi.encode(hash))).
    /// @return number Counted from 1 for each service.
    function anchor(
        uint256 serviceId,
        uint32 version,
        AnchorKind kind,
        bytes32 root
    ) external returns (uint256 number);

    /// @notice True when `hash` is a leaf under the anchored root.
    function verifyAnchored(
        uint256 serviceId,
        uint256 number,
        bytes32 hash,
        bytes32[] calldata proof
    ) external view returns (bool);

    function anchorCount(uint256 serviceId) external view returns (uint256);

    function anchorOf(uint256 serviceId, uint256 number) external view returns (Anchor memory);

    /// @notice States something about a service. The newest of a kind is the one that counts. Role AUDITOR.
    /// @param expiry At most `MAX_VALIDITY` ahead.
    /// @return attestationId Counted from 1.
    function attest(
        uint256 serviceId,
        uint32 version,
        AttestationKind kind,
        string calldata uri,
        bytes32 hash,
        uint64 expiry
    ) external returns (uint256 attestationId);

    /// @notice Takes an attestation back. No older one takes its place. Role AUDITOR, whoever attested.
    function revokeAttestation(uint256 attestationId) external;

    function attestationOf(uint256 attestationId) external view returns (Attestation memory);

    /// @notice The newest attestation of a kind, whether it holds or not; zero when there was none.
    function newestAttestation(uint256 serviceId, AttestationKind kind) external view returns (uint256);

    /// @notice What Verified is made of, as it is now.
    function standingOf(uint256 serviceId) external view returns (Standing memory);

    /// @notice Whether the service is verified now: all parts of its standing hold. Computed at each call, never stored.
    /// @dev The audit must be of the newest version: else a publisher has a harmless one audited and releases another under
    /// the badge. A domain proof outlives a release, since whoever audits the release sees which endpoint it names. Either
    /// ends with its date, its revocation, or a transfer of the service. A sum of reviews' weight joins the parts when
    /// Reputation is there to give it.
    function isVerified(uint256 serviceId) external view returns (bool);
}
