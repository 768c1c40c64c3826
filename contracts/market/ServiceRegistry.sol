// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IFeeSchedule} from "../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {HostedTerms} from "./services/HostedTerms.sol";
import {PublishedTerms} from "./services/PublishedTerms.sol";
import {ServiceIdentity} from "./services/ServiceIdentity.sol";
import {Stakes} from "./services/Stakes.sol";

/// @title ServiceRegistry
/// @dev Its parts, in the order of their storage: services/ServiceIdentity, PublishedTerms, Versions, Stakes, Locks, Names.
/// HostedTerms has none. Status, locks and stake decide what is listed and what may leave; classOf and payeeOf, from which
/// charges are paid, read none of them.
contract ServiceRegistry is HostedTerms {
    /// @dev Slot 24.
    /// @inheritdoc IServiceRegistry
    mapping(uint256 serviceId => Status) public statusOf;

    /// @param platform The Treasury: owner of service 0.
    /// @param minStakes Token base units for self-hosted, hosted and managed services.
    constructor(
        IERC20 token,
        IFeeSchedule fees,
        IGatewayRegistry gateways,
        address authority_,
        address platform,
        uint96[3] memory minStakes
    )
        ServiceIdentity(platform)
        PublishedTerms(fees)
        Stakes(token, authority_, minStakes)
        HostedTerms(gateways)
    {}

    /// @inheritdoc IServiceRegistry
    function list(Listing calldata listing, Permit calldata permit) external returns (uint256 serviceId) {
        serviceId = _register(msg.sender, listing.agentURI);
        _proposeOwnTerms(serviceId, listing.terms);
        _complete(serviceId, listing, permit);
    }

    /// @inheritdoc IServiceRegistry
    function listHosted(
        Listing calldata listing,
        HostConsent calldata consent,
        Permit calldata permit
    ) external returns (uint256 serviceId) {
        serviceId = _register(msg.sender, listing.agentURI);
        _proposeHostedTerms(serviceId, listing.name, listing.terms, consent);
        _complete(serviceId, listing, permit);
    }

    /// @inheritdoc IServiceRegistry
    function setStatus(uint256 serviceId, Status status) external onlyController(serviceId) {
        _setStatus(serviceId, status);
    }

    /// @inheritdoc IServiceRegistry
    function isListed(uint256 serviceId) external view returns (bool) {
        return statusOf[serviceId] == Status.Active && isStaked(serviceId);
    }

    /// @dev The stake before the name, which needs it; the transfer last.
    function _complete(uint256 serviceId, Listing calldata listing, Permit calldata permit) private {
        _addStake(serviceId, listing.stake);
        _name(serviceId, listing.name);
        _publishVersion(serviceId, listing.release, listing.manifest);
        _setStatus(serviceId, Status.Active);
        _takeStake(listing.stake, permit);
    }

    function _setStatus(uint256 serviceId, Status status) private {
        if (status == Status.Active) {
            bytes32 termsId = _currentTermsId(serviceId);
            string memory name = nameOf(serviceId);
            require(bytes(name).length != 0, ServiceRegistryNameInvalid(name));
            require(termsId != 0, ServiceRegistryUnknownTerms(serviceId, termsId));
            require(versionCount(serviceId) != 0, ServiceRegistryVersionIncomplete(serviceId));
            _requireStaked(serviceId);
        }
        statusOf[serviceId] = status;
        emit StatusSet(serviceId, status);
    }
}
