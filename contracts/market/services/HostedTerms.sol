// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {Signatures} from "../libraries/Signatures.sol";
import {Names} from "./Names.sol";

/// @title HostedTerms
/// @notice Terms of the classes that a gateway runs. No storage.
/// @dev The classes carry other fees and stakes, so a publisher's word is not enough: the gateway that hosts signs them.
abstract contract HostedTerms is Names {
    IGatewayRegistry public immutable GATEWAYS;

    bytes32 private constant TERMS_TYPEHASH = keccak256(
        "Terms(uint8 model,uint8 class,bool chargeOnError,bool direct,uint96 maxPrice,bytes32 pricesHash)"
    );
    bytes32 private constant HOSTING_TYPEHASH = keccak256(
        "Hosting(address gateway,address publisher,string name,Terms terms,uint64 deadline)"
        "Terms(uint8 model,uint8 class,bool chargeOnError,bool direct,uint96 maxPrice,bytes32 pricesHash)"
    );

    constructor(IGatewayRegistry gateways) {
        GATEWAYS = gateways;
    }

    /// @inheritdoc IServiceRegistry
    function proposeHostedTerms(
        uint256 serviceId,
        Terms calldata terms,
        HostConsent calldata consent
    ) external onlyController(serviceId) returns (bytes32 termsId) {
        return _proposeHostedTerms(serviceId, nameOf(serviceId), terms, consent);
    }

    /// @inheritdoc IServiceRegistry
    function hashHosting(Hosting calldata hosting) external view returns (bytes32) {
        return _hash(hosting);
    }

    /// @param name Names the service in the consent: a listing has no id yet when its host signs.
    function _proposeHostedTerms(
        uint256 serviceId,
        string memory name,
        Terms calldata terms,
        HostConsent calldata consent
    ) internal returns (bytes32 termsId) {
        Hosting memory hosting = Hosting({
            gateway: consent.gateway,
            publisher: _requireOwned(serviceId),
            name: name,
            terms: terms,
            deadline: consent.deadline
        });
        require(terms.class != ServiceClass.SelfHosted, ServiceRegistryNotHosted());
        require(bytes(name).length != 0, ServiceRegistryNameInvalid(name));
        require(
            block.timestamp <= consent.deadline,
            ServiceRegistryHostConsentExpired(consent.deadline, block.timestamp)
        );
        require(GATEWAYS.isOpen(consent.gateway), ServiceRegistryHostClosed(consent.gateway));
        require(
            Signatures.hasSigned(consent.gateway, _hash(hosting), consent.signature),
            ServiceRegistryHostConsentMissing(serviceId, consent.gateway)
        );

        return _proposeTerms(serviceId, terms, consent.gateway);
    }

    function _hash(Hosting memory hosting) private view returns (bytes32) {
        return
            _hashTypedDataV4(
                keccak256(
                    abi.encode(
                        HOSTING_TYPEHASH,
                        hosting.gateway,
                        hosting.publisher,
                        keccak256(bytes(hosting.name)),
                        keccak256(abi.encode(TERMS_TYPEHASH, hosting.terms)),
                        hosting.deadline
                    )
                )
            );
    }
}
