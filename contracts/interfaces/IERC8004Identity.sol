// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title ERC-8004 Identity Registry
/// @notice The identity face of ERC-8004 (draft of 2026-01-25): an agent is an ERC-721 token whose id is its agentId.
interface IERC8004Identity {
    struct MetadataEntry {
        string metadataKey;
        bytes metadataValue;
    }

    event Registered(uint256 indexed agentId, string agentURI, address indexed owner);
    event URIUpdated(uint256 indexed agentId, string newURI, address indexed updatedBy);
    event MetadataSet(
        uint256 indexed agentId,
        string indexed indexedMetadataKey,
        string metadataKey,
        bytes metadataValue
    );

    /// @notice Mints the next agentId to the caller, without a URI.
    function register() external returns (uint256 agentId);

    /// @notice Mints the next agentId to the caller with the URI of its registration file.
    function register(string calldata agentURI) external returns (uint256 agentId);

    /// @notice Mints the next agentId to the caller with a URI and metadata.
    /// @dev The key "agentWallet" is reserved and refused here.
    function register(
        string calldata agentURI,
        MetadataEntry[] calldata metadata
    ) external returns (uint256 agentId);

    /// @notice Replaces the URI of the registration file. Owner or operator only.
    function setAgentURI(uint256 agentId, string calldata newURI) external;

    /// @notice The raw bytes stored under `metadataKey`; empty when never set.
    function getMetadata(uint256 agentId, string calldata metadataKey) external view returns (bytes memory);

    /// @notice Stores raw bytes under `metadataKey`. Owner or operator only; "agentWallet" is refused.
    function setMetadata(uint256 agentId, string calldata metadataKey, bytes calldata metadataValue) external;

    /// @notice Points earnings at `newWallet`, which proves its consent by EIP-712
    /// `AgentWalletSet(uint256 agentId,address newWallet,address owner,uint256 deadline)` (ECDSA or ERC-1271).
    /// @param deadline Unix seconds, at most five minutes ahead.
    function setAgentWallet(
        uint256 agentId,
        address newWallet,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice The wallet that is paid, or zero when unset. Set to the owner at registration, cleared by a transfer.
    function getAgentWallet(uint256 agentId) external view returns (address);

    /// @notice Clears the wallet, so that the owner is paid. Owner or operator only.
    function unsetAgentWallet(uint256 agentId) external;
}
