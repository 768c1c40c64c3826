// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "./IFeeSchedule.sol";
import {IERC8004Identity} from "./IERC8004Identity.sol";

/// @title ServiceRegistry
/// @notice Services as ERC-721 tokens (= ERC-8004 agents): name, terms, versions, status and stake.
interface IServiceRegistry is IERC8004Identity {
    enum Status {
        Inactive,
        Active,
        Maintenance
    }

    /// @notice How the price of a call is found: it has none; it is `maxPrice`; the tool's in the price table; the units
    /// used times their prices in the table. No call costs more than `maxPrice`.
    enum PriceModel {
        Free,
        PerCall,
        PerTool,
        PerUnit
    }

    /// @notice What a payer agrees to.
    /// @param model How the price of a call is found.
    /// @param class Fee class.
    /// @param chargeOnError Whether a tool result with `isError` is charged; a failed call never is.
    /// @param direct Whether callers may go to the publisher's endpoint with a gateway's token, instead of through it.
    /// @param maxPrice The most one call may cost, token base units; the price itself when the model is PerCall.
    /// @param pricesHash SHA-256 of the RFC 8785 bytes of the manifest's price table; zero unless PerTool or PerUnit.
    struct Terms {
        PriceModel model;
        ServiceClass class;
        bool chargeOnError;
        bool direct;
        uint96 maxPrice;
        bytes32 pricesHash;
    }

    /// @param semver Version as people read it.
    /// @param codeHash SHA-256 of the released artifact.
    /// @param uri Where the artifact can be had.
    struct Release {
        string semver;
        bytes32 codeHash;
        string uri;
    }

    /// @param name `namespace/name`, by the MCP registry's rule; unique.
    /// @param agentURI ERC-8004 registration file.
    /// @param manifest RFC 8785 bytes of the service's `server.json`.
    /// @param stake Token base units taken from the caller.
    struct Listing {
        string name;
        string agentURI;
        Terms terms;
        Release release;
        bytes manifest;
        uint96 stake;
    }

    /// @notice What a gateway signs (EIP-712, in the registry's domain) to host a service in class Hosted or Managed.
    /// @param gateway Its operator, who signs.
    /// @param publisher Owner of the service.
    /// @param name Of the service, as written: a listing has no id yet.
    /// @param deadline Unix seconds until which the publisher may publish these terms.
    struct Hosting {
        address gateway;
        address publisher;
        string name;
        Terms terms;
        uint64 deadline;
    }

    /// @notice The signed part of a Hosting that the registry does not know by itself.
    /// @param signature Of the gateway's operator, by key or ERC-1271.
    struct HostConsent {
        address gateway;
        uint64 deadline;
        bytes signature;
    }

    /// @notice EIP-2612 permit for exactly the amount to be taken; `deadline` 0 means an allowance is there already.
    struct Permit {
        uint256 deadline;
        uint8 v;
        bytes32 r;
        bytes32 s;
    }

    /// @notice A service's stake. `thawing` is part of `amount`.
    struct Stake {
        uint96 amount;
        uint96 thawing;
        uint64 thawEnd;
    }

    event ServiceNamed(uint256 indexed serviceId, string name);
    event NamespaceClaimed(string namespace, address indexed holder);
    /// @notice `host` is the gateway that hosts under these terms; zero when the publisher runs the service.
    event TermsProposed(
        uint256 indexed serviceId,
        bytes32 indexed termsId,
        Terms terms,
        uint64 effectiveAt,
        address indexed host
    );
    event VersionPublished(
        uint256 indexed serviceId,
        uint32 indexed version,
        string semver,
        bytes32 codeHash,
        string uri,
        bytes32 manifestHash,
        bytes manifest
    );
    event StatusSet(uint256 indexed serviceId, Status status);
    event Staked(uint256 indexed serviceId, address indexed from, uint96 amount, uint96 total);
    event StakeThawing(uint256 indexed serviceId, uint96 thawing, uint64 thawEnd);
    event StakeThawCancelled(uint256 indexed serviceId, uint96 amount);
    event StakeWithdrawn(uint256 indexed serviceId, address indexed to, uint96 amount, uint96 total);
    event MinStakeSet(ServiceClass indexed class, uint96 amount);

    error ServiceRegistryNotController(uint256 serviceId, address caller);
    error ServiceRegistryReservedMetadata(string metadataKey);
    error ServiceRegistryWalletDeadline(uint256 deadline, uint256 earliest, uint256 latest);
    error ServiceRegistryWalletConsentMissing(uint256 serviceId, address newWallet);
    error ServiceRegistryNameInvalid(string name);
    error ServiceRegistryNameTaken(string name, uint256 serviceId);
    error ServiceRegistryAlreadyNamed(uint256 serviceId);
    error ServiceRegistryNamespaceHeld(string namespace, address holder);
    error ServiceRegistryPlatformUnnamed();
    error ServiceRegistryHostNeeded(ServiceClass class);
    error ServiceRegistryNotHosted();
    error ServiceRegistryHostClosed(address gateway);
    error ServiceRegistryHostConsentExpired(uint64 deadline, uint256 time);
    error ServiceRegistryHostConsentMissing(uint256 serviceId, address gateway);
    error ServiceRegistryPriceOutOfBounds(uint256 price, uint256 minimum, uint256 maximum);
    error ServiceRegistryPricesHashMismatch(PriceModel model, bytes32 pricesHash);
    error ServiceRegistryManifestSize(uint256 size, uint256 maximum);
    error ServiceRegistryVersionIncomplete(uint256 serviceId);
    error ServiceRegistryNotListable(uint256 serviceId, uint96 stake, uint96 required);
    error ServiceRegistryZeroAmount();
    error ServiceRegistryInsufficientStake(uint256 serviceId, uint96 available, uint96 requested);
    error ServiceRegistryNothingThawing(uint256 serviceId);
    error ServiceRegistryLocked(uint256 serviceId, uint256 openLocks);
    error ServiceRegistryStillThawing(uint256 serviceId, uint64 thawEnd);
    error ServiceRegistryMinStakeOutOfBounds(uint256 amount, uint256 minimum, uint256 maximum);
    error ServiceRegistryUnknownTerms(uint256 serviceId, bytes32 termsId);

    /// @notice Registers, prices, stakes, names, releases and activates a self-hosted service in one transaction.
    /// @dev A permit already used by a front-runner is not an error as long as the allowance is there.
    function list(Listing calldata listing, Permit calldata permit) external returns (uint256 serviceId);

    /// @notice The same for a service of class Hosted or Managed, which its hosting gateway has signed for.
    function listHosted(
        Listing calldata listing,
        HostConsent calldata consent,
        Permit calldata permit
    ) external returns (uint256 serviceId);

    /// @notice Names an agent that was registered through ERC-8004. A name is given once, and only to a service whose stake
    /// at work reaches its class's minimum; the class is self-hosted while there are no terms.
    /// @dev The owner of the first service named in a namespace holds that namespace. Letter case does not tell names
    /// or namespaces apart: `Acme/Tool` is taken once `acme/tool` is.
    function nameService(uint256 serviceId, string calldata name) external;

    /// @notice Publishes self-hosted terms. The first are in force at once, later ones after `TERMS_DELAY`: so a publisher
    /// leaves a host.
    /// @return termsId keccak256(abi.encode(serviceId, sequence, terms)).
    function proposeTerms(uint256 serviceId, Terms calldata terms) external returns (bytes32 termsId);

    /// @notice Publishes terms of class Hosted or Managed, with the same delay. The gateway that hosts has signed them and
    /// takes new business now. The service has its name already.
    function proposeHostedTerms(
        uint256 serviceId,
        Terms calldata terms,
        HostConsent calldata consent
    ) external returns (bytes32 termsId);

    /// @notice Publishes a version: append-only, hash fixed for ever.
    /// @return version Counted from 1.
    function publishVersion(
        uint256 serviceId,
        Release calldata release,
        bytes calldata manifest
    ) external returns (uint32 version);

    /// @notice Switches the service on, off or to maintenance. Active needs a name, terms, a version and the stake.
    /// Never affects what was already earned.
    function setStatus(uint256 serviceId, Status status) external;

    /// @notice Adds stake from the caller. Anyone may add; only the controller can take it out.
    function stake(uint256 serviceId, uint96 amount, Permit calldata permit) external;

    /// @notice Starts (or restarts, for the whole sum) the thaw of `amount` more.
    function thawStake(uint256 serviceId, uint96 amount) external;

    /// @notice Puts all thawing stake back to work.
    function cancelStakeThaw(uint256 serviceId) external;

    /// @notice Pays out what has thawed.
    function withdrawStake(uint256 serviceId, address to) external;

    /// @notice Sets the stake a class needs, within constant bounds. Governed.
    function setMinStake(ServiceClass class, uint96 amount) external;

    /// @notice The hash a voucher must carry now: keccak256(abi.encode(termsId, feeVersion)). Zero when there are no terms.
    function termsHash(uint256 serviceId) external view returns (bytes32);

    /// @notice The terms in force now and the fee version quoted with them.
    function currentTerms(
        uint256 serviceId
    ) external view returns (bytes32 termsId, uint32 feeVersion, Terms memory terms);

    /// @notice Class and highest price of published terms, for the vault. Reverts when the service never published them.
    function classOf(
        uint256 serviceId,
        bytes32 termsId
    ) external view returns (ServiceClass class, uint96 maxPrice);

    /// @notice The gateway that hosts under published terms; zero when the publisher runs the service.
    function hostOf(uint256 serviceId, bytes32 termsId) external view returns (address);

    /// @notice EIP-712 digest of a Hosting in this registry's domain.
    function hashHosting(Hosting calldata hosting) external view returns (bytes32);

    /// @notice How often the service was transferred. What is said of a service's owner is said of one tenure.
    function tenureOf(uint256 serviceId) external view returns (uint64);

    /// @notice True when `spender` is the owner or approved in ERC-721's sense, as the standard's reference has it.
    function isAuthorizedOrOwner(address spender, uint256 agentId) external view returns (bool);

    /// @notice Who is paid for the service now: its agent wallet, else its owner.
    function payeeOf(uint256 serviceId) external view returns (address);

    /// @notice Owner and payee in one look.
    function publisherOf(uint256 serviceId) external view returns (address owner, address payee);

    /// @notice True when the service is active and its stake that is not thawing reaches its class's minimum.
    function isListed(uint256 serviceId) external view returns (bool);

    /// @notice True when the stake that is not thawing reaches the minimum of the class of the terms in force.
    function isStaked(uint256 serviceId) external view returns (bool);

    /// @notice The id behind a name in any letter case; zero when free (0 is the platform itself).
    function idOf(string calldata name) external view returns (uint256);

    function nameOf(uint256 serviceId) external view returns (string memory);

    function statusOf(uint256 serviceId) external view returns (Status);

    function stakeOf(uint256 serviceId) external view returns (Stake memory);

    function minStake(ServiceClass class) external view returns (uint96);

    function versionCount(uint256 serviceId) external view returns (uint32);

    /// @notice SHA-256 of the artifact and of the manifest of one version.
    function versionHashes(
        uint256 serviceId,
        uint32 version
    ) external view returns (bytes32 codeHash, bytes32 manifestHash);
}
