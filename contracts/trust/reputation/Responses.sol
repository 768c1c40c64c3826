// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC8004Reputation} from "../../interfaces/IERC8004Reputation.sol";
import {Summaries} from "./Summaries.sol";

/// @title Responses
/// @notice Answers to feedback, by anyone; the publisher's are told apart by an event.
abstract contract Responses is Summaries {
    /// @dev Slot 11. Under the zero address those of all responders together.
    mapping(bytes32 feedbackId => mapping(address responder => uint64 count)) private _responses;

    /// @inheritdoc IERC8004Reputation
    function appendResponse(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        string calldata responseURI,
        bytes32 responseHash
    ) external {
        bytes32 id = _requireFeedback(agentId, clientAddress, feedbackIndex);
        require(bytes(responseURI).length != 0, ReputationEmptyResponse());

        ++_responses[id][msg.sender];
        ++_responses[id][address(0)];

        emit ResponseAppended(agentId, clientAddress, feedbackIndex, msg.sender, responseURI, responseHash);
        if (!_isPublisher(agentId, msg.sender)) return;
        emit PublisherAnswered(agentId, clientAddress, feedbackIndex, msg.sender, _tenureOf(agentId));
    }

    /// @inheritdoc IERC8004Reputation
    function getResponseCount(
        uint256 agentId,
        address clientAddress,
        uint64 feedbackIndex,
        address[] calldata responders
    ) external view returns (uint64 count) {
        if (clientAddress != address(0)) {
            return _countOf(agentId, clientAddress, feedbackIndex, responders);
        }
        address[] memory clients = _named(agentId, new address[](0));
        for (uint256 i; i < clients.length; ++i) {
            count += _countOf(agentId, clients[i], feedbackIndex, responders);
        }
    }

    /// @param index Zero for all of the client's.
    function _countOf(
        uint256 serviceId,
        address client,
        uint64 index,
        address[] calldata responders
    ) private view returns (uint64 count) {
        if (index != 0) return _countAt(_idOf(serviceId, client, index), responders);
        uint64 last = _clients[serviceId][client].lastIndex;
        for (index = 1; index <= last; ++index) {
            count += _countAt(_idOf(serviceId, client, index), responders);
        }
    }

    function _countAt(bytes32 id, address[] calldata responders) private view returns (uint64 count) {
        if (responders.length == 0) return _responses[id][address(0)];
        for (uint256 i; i < responders.length; ++i) count += _responses[id][responders[i]];
    }
}
