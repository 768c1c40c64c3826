// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC8004Reputation} from "../../interfaces/IERC8004Reputation.sol";
import {Feedbacks} from "./Feedbacks.sol";

/// @title Summaries
/// @notice The standard's reads over many clients, which walk all that they are asked for. No storage.
abstract contract Summaries is Feedbacks {
    /// @dev Empty tags filter nothing.
    struct Filter {
        bytes32 tag1;
        bytes32 tag2;
        bool revoked;
    }

    bytes32 private constant EMPTY = keccak256("");

    /// @inheritdoc IERC8004Reputation
    function getSummary(
        uint256 agentId,
        address[] calldata clientAddresses,
        string calldata tag1,
        string calldata tag2
    ) external view returns (uint64 count, int128 summaryValue, uint8 summaryValueDecimals) {
        require(clientAddresses.length != 0, ReputationNoClients());
        Filter memory filter = _filter(tag1, tag2, false);
        uint64[] memory frequency = new uint64[](MAX_DECIMALS + 1);
        // Of values that fit 127 bits, with 18 decimals more: no count of them overflows.
        int256 sum;
        for (uint256 i; i < clientAddresses.length; ++i) {
            uint64 last = _clients[agentId][clientAddresses[i]].lastIndex;
            for (uint64 index = 1; index <= last; ++index) {
                bytes32 id = _idOf(agentId, clientAddresses[i], index);
                if (!_passes(id, filter)) continue;
                uint8 decimals = _reviews[id].valueDecimals;
                sum += int256(_reviews[id].value) * int256(10 ** (MAX_DECIMALS - decimals));
                ++frequency[decimals];
                ++count;
            }
        }
        if (count == 0) return (0, 0, 0);
        summaryValueDecimals = _mostFrequent(frequency);
        int256 unit = int256(10 ** (MAX_DECIMALS - summaryValueDecimals));
        int256 mean = sum / int256(uint256(count)) / unit;
        require(int128(mean) == mean, ReputationSummaryOverflow(mean));
        summaryValue = int128(mean);
    }

    /// @inheritdoc IERC8004Reputation
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
        )
    {
        Filter memory filter = _filter(tag1, tag2, includeRevoked);
        (clients, feedbackIndexes) = _find(agentId, _named(agentId, clientAddresses), filter);
        values = new int128[](clients.length);
        valueDecimals = new uint8[](clients.length);
        tag1s = new string[](clients.length);
        tag2s = new string[](clients.length);
        revokedStatuses = new bool[](clients.length);
        for (uint256 i; i < clients.length; ++i) {
            bytes32 id = _idOf(agentId, clients[i], feedbackIndexes[i]);
            Review memory review = _reviews[id];
            (values[i], valueDecimals[i], revokedStatuses[i]) = (
                review.value,
                review.valueDecimals,
                review.revoked
            );
            (tag1s[i], tag2s[i]) = _tagsOf(id);
        }
    }

    /// @dev Walks twice: first to count, then to note.
    function _find(
        uint256 serviceId,
        address[] memory among,
        Filter memory filter
    ) private view returns (address[] memory clients, uint64[] memory indexes) {
        uint256 found = _walk(serviceId, among, filter, clients, indexes);
        (clients, indexes) = (new address[](found), new uint64[](found));
        _walk(serviceId, among, filter, clients, indexes);
    }

    function _walk(
        uint256 serviceId,
        address[] memory among,
        Filter memory filter,
        address[] memory clients,
        uint64[] memory indexes
    ) private view returns (uint256 found) {
        for (uint256 i; i < among.length; ++i) {
            uint64 last = _clients[serviceId][among[i]].lastIndex;
            for (uint64 index = 1; index <= last; ++index) {
                if (!_passes(_idOf(serviceId, among[i], index), filter)) continue;
                if (clients.length != 0) (clients[found], indexes[found]) = (among[i], index);
                ++found;
            }
        }
    }

    function _passes(bytes32 id, Filter memory filter) private view returns (bool) {
        if (_reviews[id].revoked && !filter.revoked) return false;
        (string memory tag1, string memory tag2) = _tagsOf(id);
        return
            (filter.tag1 == EMPTY || filter.tag1 == keccak256(bytes(tag1))) &&
            (filter.tag2 == EMPTY || filter.tag2 == keccak256(bytes(tag2)));
    }

    function _filter(
        string calldata tag1,
        string calldata tag2,
        bool revoked
    ) private pure returns (Filter memory) {
        return Filter(keccak256(bytes(tag1)), keccak256(bytes(tag2)), revoked);
    }

    function _mostFrequent(uint64[] memory frequency) private pure returns (uint8 decimals) {
        for (uint8 i = 1; i < frequency.length; ++i) {
            if (frequency[i] > frequency[decimals]) decimals = i;
        }
    }
}
