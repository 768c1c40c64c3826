// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721URIStorage} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721URIStorage.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IERC8004Identity} from "../../interfaces/IERC8004Identity.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {Signatures} from "../libraries/Signatures.sol";

/// @title ServiceIdentity
/// @notice The ERC-8004 Identity part of the registry: tokens, registration files, metadata, payment wallet.
/// @dev Slots 0 to 6 are ERC-721's, 7 and 8 EIP-712's, whose short name and version leave them empty. The EIP-712 domain is that of the standard's reference implementation, so that its clients can sign.
abstract contract ServiceIdentity is ERC721URIStorage, EIP712, IServiceRegistry {
    /// @notice Seconds that a wallet's consent may lie ahead.
    uint256 public constant MAX_WALLET_DEADLINE = 5 minutes;

    bytes32 private constant AGENT_WALLET_SET_TYPEHASH = keccak256(
        "AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)"
    );
    string private constant AGENT_WALLET = "agentWallet";

    /// @param wallet Paid in the owner's place; zero when unset.
    /// @param tenure Counts the transfers, so that what was said of one owner does not pass for the next.
    struct Holder {
        address wallet;
        uint64 tenure;
    }

    /// @dev Slot 9.
    uint256 private _nextId;
    /// @dev Slot 10. One slot each: address wallet, uint64 tenure.
    mapping(uint256 agentId => Holder) private _holders;
    /// @dev Slot 11.
    mapping(uint256 agentId => mapping(string metadataKey => bytes value)) private _metadata;

    /// @dev Owner, or whom the owner approved in ERC-721's sense.
    modifier onlyController(uint256 agentId) {
        require(
            _isAuthorized(_requireOwned(agentId), msg.sender, agentId),
            ServiceRegistryNotController(agentId, msg.sender)
        );
        _;
    }

    /// @param platform Receives id 0, the platform itself, so that no stranger can.
    constructor(address platform) ERC721("Stoa Service", "STOA-S") EIP712("ERC8004IdentityRegistry", "1") {
        _register(platform, "");
    }

    /// @inheritdoc IERC8004Identity
    function register() external returns (uint256 agentId) {
        return _register(msg.sender, "");
    }

    /// @inheritdoc IERC8004Identity
    function register(string calldata agentURI) external returns (uint256 agentId) {
        return _register(msg.sender, agentURI);
    }

    /// @inheritdoc IERC8004Identity
    function register(
        string calldata agentURI,
        MetadataEntry[] calldata metadata
    ) external returns (uint256 agentId) {
        agentId = _register(msg.sender, agentURI);
        for (uint256 i = 0; i < metadata.length; ++i) {
            _setMetadata(agentId, metadata[i].metadataKey, metadata[i].metadataValue);
        }
    }

    /// @inheritdoc IERC8004Identity
    function setAgentURI(uint256 agentId, string calldata newURI) external onlyController(agentId) {
        _setTokenURI(agentId, newURI);
        emit URIUpdated(agentId, newURI, msg.sender);
    }

    /// @inheritdoc IERC8004Identity
    function setMetadata(
        uint256 agentId,
        string calldata metadataKey,
        bytes calldata metadataValue
    ) external onlyController(agentId) {
        _setMetadata(agentId, metadataKey, metadataValue);
    }

    /// @inheritdoc IERC8004Identity
    function setAgentWallet(
        uint256 agentId,
        address newWallet,
        uint256 deadline,
        bytes calldata signature
    ) external onlyController(agentId) {
        uint256 latest = block.timestamp + MAX_WALLET_DEADLINE;
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(AGENT_WALLET_SET_TYPEHASH, agentId, newWallet, _requireOwned(agentId), deadline)
            )
        );

        require(
            deadline >= block.timestamp && deadline <= latest,
            ServiceRegistryWalletDeadline(deadline, block.timestamp, latest)
        );
        require(
            Signatures.hasSigned(newWallet, digest, signature),
            ServiceRegistryWalletConsentMissing(agentId, newWallet)
        );

        _setWallet(agentId, newWallet);
    }

    /// @inheritdoc IERC8004Identity
    function unsetAgentWallet(uint256 agentId) external onlyController(agentId) {
        _setWallet(agentId, address(0));
    }

    /// @inheritdoc IERC8004Identity
    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory) {
        if (!_isReserved(metadataKey)) return _metadata[agentId][metadataKey];
        address wallet = _holders[agentId].wallet;
        return wallet == address(0) ? bytes("") : abi.encodePacked(wallet);
    }

    /// @inheritdoc IERC8004Identity
    function getAgentWallet(uint256 agentId) external view returns (address) {
        return _holders[agentId].wallet;
    }

    /// @inheritdoc IServiceRegistry
    function payeeOf(uint256 serviceId) external view returns (address payee) {
        (, payee) = publisherOf(serviceId);
    }

    /// @inheritdoc IServiceRegistry
    function publisherOf(uint256 serviceId) public view returns (address owner, address payee) {
        owner = _requireOwned(serviceId);
        address wallet = _holders[serviceId].wallet;
        payee = wallet == address(0) ? owner : wallet;
    }

    /// @inheritdoc IServiceRegistry
    function tenureOf(uint256 serviceId) external view returns (uint64) {
        return _holders[serviceId].tenure;
    }

    /// @inheritdoc IServiceRegistry
    function isAuthorizedOrOwner(address spender, uint256 agentId) external view returns (bool) {
        return _isAuthorized(_requireOwned(agentId), spender, agentId);
    }

    /// @dev Mints without the receiver's hook: a hook could re-enter, and the caller has shown that it can act.
    function _register(address owner, string memory agentURI) internal returns (uint256 agentId) {
        agentId = _nextId++;
        _mint(owner, agentId);
        _setTokenURI(agentId, agentURI);
        emit Registered(agentId, agentURI, owner);
        _setWallet(agentId, owner);
    }

    /// @dev A transfer clears the wallet: the buyer's earnings must not go to the seller's.
    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from == address(0)) return from;
        ++_holders[tokenId].tenure;
        _setWallet(tokenId, address(0));
    }

    function _setMetadata(
        uint256 agentId,
        string calldata metadataKey,
        bytes calldata metadataValue
    ) private {
        require(!_isReserved(metadataKey), ServiceRegistryReservedMetadata(metadataKey));
        _metadata[agentId][metadataKey] = metadataValue;
        emit MetadataSet(agentId, metadataKey, metadataKey, metadataValue);
    }

    function _setWallet(uint256 agentId, address wallet) private {
        _holders[agentId].wallet = wallet;
        bytes memory value = wallet == address(0) ? bytes("") : abi.encodePacked(wallet);
        emit MetadataSet(agentId, AGENT_WALLET, AGENT_WALLET, value);
    }

    function _isReserved(string calldata metadataKey) private pure returns (bool) {
        return keccak256(bytes(metadataKey)) == keccak256(bytes(AGENT_WALLET));
    }
}
