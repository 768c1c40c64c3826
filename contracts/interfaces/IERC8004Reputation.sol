// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

/// @title ERC-8004 Reputation Registry
/// @notice The reputation face of ERC-8004 (draft of 2026-01-25): what clients say of agents, one signed number at a time.
/// @dev Feedback is counted from 1 for each agent and client. The standard's reads walk all that they are asked for; they are
/// for callers that pay no gas.
interface IERC8004Reputation {
    event NewFeedback(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        int128 value,
        uint8 valueDecimals,
        string indexed indexedTag1,
        string tag1,
        string tag2,
        string endpoint,
        string feedbackURI,
        bytes32 feedbackHash
    );
    event FeedbackRevoked(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 indexed feedbackIndex
    );
    event ResponseAppended(
        uint256 indexed agentId,
        address indexed clientAddress,
        uint64 feedbackIndex,
        address indexed responder,
        string responseURI,
        bytes32 responseHash
    );

    /// @notice The caller says something of an agent that is not his own.
    /// @param value Fixed point with `valueDecimals` decimals, which are at most 18.
    /// @param tag1 What was measured, such as "starred". @param tag2 A part of it, or empty.
    /// @param endpoint That was used, or empty. @param feedbackURI Of a file with more, or empty.
    /// @param feedbackHash keccak256 of that file; zero for a URI that names its content.
    function giveFeedback(
        uint256 agentId,
        int128 value,
        uint8 valueDecimals,
        string calldata tag1,
        string calldata tag2,
        string calldata endpoint,
        string calldata feedbackURI,
        bytes32 feedbackHash
    ) external;

    /// @notice The caller takes feedback of his back. It can still be read.
    function revokeFeedback(uint256 agentId, uint64 feedbackIndex) external;

    /// @notice Answers somebody's feedback. Anyone may.
    function appendResponse(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        string calldata responseURI,
        bytes32 responseHash
    ) external;

    /// @notice The Identity Registry whose agents are rated.
    function getIdentityRegistry() external view returns (address identityRegistry);

    /// @notice Plain average of what these clients say and have not revoked.
    /// @param clientAddresses Not empty: an average over everybody is anybody's to move.
    /// @param tag1 Only feedback with this tag; empty for any. @param tag2 The same.
    /// @return count Of the feedback in it.
    /// @return summaryValue With `summaryValueDecimals` decimals.
    /// @return summaryValueDecimals The most frequent of them, the fewest among equals.
    function getSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals);

    function readFeedback(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex
    )
        external
        view
        returns (int128 value, uint8 valueDecimals, string memory tag1, string memory tag2, bool isRevoked);

    /// @param clientAddresses Empty for all of the agent's.
    /// @param tag1 Only feedback with this tag; empty for any. @param tag2 The same.
    function readAllFeedback(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2,
        bool includeRevoked
    )
        external
        view
        returns (
            address[] memory clients,
            uint64[] memory feedbackIndexes,
            int128[] memory values,
            uint8[] memory valueDecimals,
            string[] memory tag1s,
            string[] memory tag2s,
            bool[] memory revokedStatuses
        );

    /// @param clientAddress Zero for all of the agent's clients. @param feedbackIndex Zero for all feedback of the client.
    /// @param responders Empty for everybody.
    function getResponseCount(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        address[] calldata responders
    ) external view returns (uint64 count);

    /// @notice Those who have given feedback, in the order of their first.
    function getClients(uint256 agentId) external view returns (address[] memory);

    /// @notice Index of the client's newest feedback; zero when there is none.
    function getLastIndex(uint256 agentId, address clientAddress) external view returns (uint64);
}
