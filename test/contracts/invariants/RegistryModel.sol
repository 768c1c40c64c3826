// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../../contracts/interfaces/IServiceRegistry.sol";
import {Market} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";

/// @notice What the registries must hold, kept by simpler rules beside them, and the comparison. Numbers are those of
/// INVARIANTS.registry.md.
abstract contract RegistryModel {
    struct Service {
        uint256 id;
        string name;
        uint96 amount;
        uint96 thawing;
        uint256 thawEnd;
        ServiceClass class;
        ServiceClass nextClass;
        uint256 nextAt;
        IServiceRegistry.Status status;
        bytes32[] codeHashes;
        uint256 openLocks;
        uint256 tenure;
        Case[] cases;
        Statement[2] newest;
        Root[] roots;
    }

    /// @notice A lock, and what may still be taken under it.
    struct Case {
        uint256 slashable;
        uint256 until;
        bool open;
    }

    /// @notice The newest attestation of a kind.
    struct Statement {
        uint256 id;
        uint256 version;
        uint256 expiry;
        uint256 tenure;
        bool revoked;
    }

    struct Root {
        bytes32 root;
        uint256 version;
    }

    struct Gateway {
        bool registered;
        uint96 bond;
        uint256 exitAt;
    }

    /// @notice What isReceiptKey said of a moment that had come.
    struct Sighting {
        address gateway;
        address key;
        uint64 time;
        bool valid;
    }

    uint256 internal constant PUBLISHERS = 2;
    uint256 internal constant GATEWAYS = 3;
    uint256 internal constant KEYS = 4;
    uint256 internal constant NAMESPACES = 2;
    uint256 internal constant TOOLS = 4;
    uint256 internal constant GATEWAY_KEYS = 0xB000;

    Market internal market;
    Service[] internal services;
    Sighting[] internal sightings;
    mapping(uint256 gateway => Gateway) internal gateways;
    /// @dev By namespace and tool; the service's place in `services` plus one.
    mapping(uint256 namespace => mapping(uint256 tool => uint256 place)) internal named;
    mapping(uint256 namespace => address holder) internal holders;
    mapping(ServiceClass class => uint96 amount) internal minStakes;
    uint96 internal minBond = 5_000e6;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;
    /// @notice How often an action changed something, so that a test can show that none is idle.
    mapping(string action => uint256 times) public done;

    function _checkRegistries() internal view {
        _checkStakes();
        _checkNames();
        _checkVersions();
        _checkBonds();
        _checkSightings();
    }

    /// @dev R1, R2: stakes are what was put in less what was paid out, the tokens are their sum, and a service is listed
    /// exactly while it is active with enough stake at work.
    function _checkStakes() private view {
        uint256 sum;
        for (uint256 i; i < services.length; ++i) {
            Service storage service = services[i];
            IServiceRegistry.Stake memory actual = market.services.stakeOf(service.id);
            sum += actual.amount;
            require(actual.amount == service.amount, "R1: stake");
            require(actual.thawing == service.thawing && actual.thawing <= actual.amount, "R1: thawing");
            require(actual.thawEnd == service.thawEnd, "R1: thawEnd");
            bool listed = service.status == IServiceRegistry.Status.Active && isStaked(service);
            require(market.services.isListed(service.id) == listed, "R2: listed");
        }
        require(market.usdc.balanceOf(address(market.services)) == sum, "R1: tokens");
    }

    /// @dev R3: a name leads to one service and back, in either case, and stays; a free name leads nowhere.
    function _checkNames() private view {
        for (uint256 namespace; namespace < NAMESPACES; ++namespace) {
            for (uint256 tool; tool < TOOLS; ++tool) {
                uint256 place = named[namespace][tool];
                uint256 id = place == 0 ? 0 : services[place - 1].id;
                require(market.services.idOf(nameOf(namespace, tool, false)) == id, "R3: id of a name");
                require(market.services.idOf(nameOf(namespace, tool, true)) == id, "R3: id in capitals");
                if (place == 0) continue;
                require(_same(market.services.nameOf(id), services[place - 1].name), "R3: name of an id");
            }
        }
    }

    /// @dev R4: a version's hashes are what they were when it was published.
    function _checkVersions() private view {
        for (uint256 i; i < services.length; ++i) {
            Service storage service = services[i];
            uint256 count = service.codeHashes.length;
            require(market.services.versionCount(service.id) == count, "R4: count");
            for (uint256 version; version < count; ++version) {
                bytes32 expected = service.codeHashes[version];
                (bytes32 codeHash, bytes32 manifestHash) = market.services.versionHashes(
                    service.id,
                    uint32(version + 1)
                );
                require(codeHash == expected, "R4: code hash");
                require(manifestHash == sha256(abi.encode(expected)), "R4: manifest hash");
            }
        }
    }

    /// @dev R5, R6: bonds are what was put in less what was paid out, the tokens are their sum, and a gateway is open
    /// exactly while it is bonded and not leaving.
    function _checkBonds() private view {
        uint256 sum;
        for (uint256 i; i < GATEWAYS; ++i) {
            Gateway storage gateway = gateways[i];
            IGatewayRegistry.Gateway memory actual = market.gateways.gatewayOf(gatewayOf(i));
            sum += actual.bond;
            require(actual.bond == gateway.bond, "R5: bond");
            require(actual.exitAt == gateway.exitAt, "R5: exitAt");
            require(market.gateways.isOpen(gatewayOf(i)) == isOpen(i), "R6: open");
        }
        require(market.usdc.balanceOf(address(market.gateways)) == sum, "R5: tokens");
    }

    /// @dev R7: whether a key signed receipts at a moment of the past never changes.
    function _checkSightings() private view {
        for (uint256 i; i < sightings.length; ++i) {
            Sighting storage seen = sightings[i];
            bool valid = market.gateways.isReceiptKey(seen.gateway, seen.key, seen.time);
            require(valid == seen.valid, "R7: a key's past");
        }
    }

    function isStaked(Service storage service) internal view returns (bool) {
        return service.amount - service.thawing >= minStakes[classOf(service)];
    }

    /// @dev R10: the class that was proposed last, once its week is over.
    function classOf(Service storage service) internal view returns (ServiceClass) {
        bool inForce = service.nextAt != 0 && block.timestamp >= service.nextAt;
        return inForce ? service.nextClass : service.class;
    }

    function isOpen(uint256 gateway) internal view returns (bool) {
        Gateway storage found = gateways[gateway];
        return found.registered && found.exitAt == 0 && found.bond >= minBond;
    }

    function publisherOf(uint256 publisher) public pure returns (address) {
        return vm.addr(0xC000 + publisher);
    }

    function gatewayOf(uint256 gateway) public pure returns (address) {
        return vm.addr(GATEWAY_KEYS + gateway);
    }

    function keyOf(uint256 key) public pure returns (address) {
        return vm.addr(0xF000 + key);
    }

    /// @dev The same name in small letters or with capitals.
    function nameOf(uint256 namespace, uint256 tool, bool capitals) internal pure returns (string memory) {
        string[2] memory small = ["acme/tool-", "other/tool-"];
        string[2] memory capital = ["ACME/Tool-", "Other/tOOL-"];
        string memory prefix = capitals ? capital[namespace] : small[namespace];
        return string.concat(prefix, string(abi.encodePacked(bytes1(uint8(0x30 + tool)))));
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }

    function _same(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }
}
