// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC8004Reputation} from "../../interfaces/IERC8004Reputation.sol";
import {IReputation} from "../../interfaces/IReputation.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {Parameters} from "./Parameters.sol";

/// @title Clients
/// @notice Who has to do with which service: those who rate it, and those who may not.
abstract contract Clients is Parameters {
    IServiceRegistry public immutable SERVICES;

    /// @dev Slot 2. One slot each: uint80 credit, uint48 fresh, uint40 freshUntil, uint48 reward, uint40 lastIndex.
    mapping(uint256 serviceId => mapping(address client => Client)) internal _clients;

    /// @dev Slot 3. In the order of their first feedback.
    mapping(uint256 serviceId => address[]) private _lists;

    constructor(IServiceRegistry services) {
        SERVICES = services;
    }

    /// @inheritdoc IERC8004Reputation
    function getIdentityRegistry() external view returns (address identityRegistry) {
        return address(SERVICES);
    }

    /// @inheritdoc IERC8004Reputation
    function getClients(uint256 agentId) external view returns (address[] memory) {
        return _lists[agentId];
    }

    /// @inheritdoc IERC8004Reputation
    function getLastIndex(uint256 agentId, address clientAddress) external view returns (uint64) {
        return _clients[agentId][clientAddress].lastIndex;
    }

    /// @inheritdoc IReputation
    function clientOf(uint256 serviceId, address client) external view returns (Client memory) {
        return _clients[serviceId][client];
    }

    /// @inheritdoc IReputation
    function clientCount(uint256 serviceId) external view returns (uint256) {
        return _lists[serviceId].length;
    }

    /// @inheritdoc IReputation
    function clientsPage(
        uint256 serviceId,
        uint256 from,
        uint256 count
    ) external view returns (address[] memory page) {
        address[] storage list = _lists[serviceId];
        uint256 left = from < list.length ? list.length - from : 0;
        page = new address[](count < left ? count : left);
        for (uint256 i; i < page.length; ++i) page[i] = list[from + i];
    }

    /// @dev The clients that a read is about: those named, or all.
    function _named(uint256 serviceId, address[] memory named) internal view returns (address[] memory) {
        return named.length == 0 ? _lists[serviceId] : named;
    }

    /// @dev Counts one more feedback of the client.
    function _nextIndex(uint256 serviceId, address client) internal returns (uint64 index) {
        index = ++_clients[serviceId][client].lastIndex;
        if (index == 1) _lists[serviceId].push(client);
    }

    /// @dev Whether the account owns the service, acts for its owner, or is paid for it.
    function _isPublisher(uint256 serviceId, address account) internal view returns (bool) {
        (address owner, address payee) = SERVICES.publisherOf(serviceId);
        return account == owner || account == payee || SERVICES.isAuthorizedOrOwner(account, serviceId);
    }

    function _requireStranger(uint256 serviceId, address account) internal view {
        require(!_isPublisher(serviceId, account), ReputationSelfFeedback(serviceId, account));
    }
}
