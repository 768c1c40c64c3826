// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {ServiceName} from "../libraries/ServiceName.sol";
import {Locks} from "./Locks.sol";

/// @title Names
/// @notice Which service has which name, and who names in a namespace.
/// @dev A name costs what a listing costs: the least stake of the service's class, at work when the name is given, and
/// so bound for two weeks at least. Names for gas alone would all be taken by those who sell them. A name is not lost with the
/// stake: a stranger would get it, and with it the trust of those who know it.
abstract contract Names is Locks {
    /// @dev Slot 21.
    mapping(uint256 serviceId => string) private _names;
    /// @dev Slot 22. Zero is free: service 0, the platform, has no name.
    mapping(bytes32 nameKey => uint256 serviceId) private _ids;
    /// @dev Slot 23.
    mapping(bytes32 namespaceKey => address holder) private _namespaces;

    /// @inheritdoc IServiceRegistry
    function nameService(uint256 serviceId, string calldata name) external onlyController(serviceId) {
        _name(serviceId, name);
    }

    /// @inheritdoc IServiceRegistry
    function idOf(string calldata name) external view returns (uint256) {
        (bool valid, bytes32 key, , ) = ServiceName.parse(name);
        return valid ? _ids[key] : 0;
    }

    /// @inheritdoc IServiceRegistry
    function nameOf(uint256 serviceId) public view returns (string memory) {
        return _names[serviceId];
    }

    /// @dev A namespace belongs to the owner of the first service named in it, so an operator can name for its owner.
    function _name(uint256 serviceId, string calldata name) internal {
        (bool valid, bytes32 key, string memory namespace, bytes32 namespaceKey) = ServiceName.parse(name);
        address owner = _requireOwned(serviceId);
        address holder = _namespaces[namespaceKey];

        require(serviceId != 0, ServiceRegistryPlatformUnnamed());
        require(valid, ServiceRegistryNameInvalid(name));
        require(bytes(_names[serviceId]).length == 0, ServiceRegistryAlreadyNamed(serviceId));
        require(_ids[key] == 0, ServiceRegistryNameTaken(name, _ids[key]));
        require(holder == address(0) || holder == owner, ServiceRegistryNamespaceHeld(namespace, holder));
        _requireStaked(serviceId);

        _names[serviceId] = name;
        _ids[key] = serviceId;
        if (holder == address(0)) {
            _namespaces[namespaceKey] = owner;
            emit NamespaceClaimed(namespace, owner);
        }

        emit ServiceNamed(serviceId, name);
    }
}
