// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../../contracts/interfaces/IServiceRegistry.sol";
import {Market} from "./MarketFixture.sol";
import {RegistryModel} from "./RegistryModel.sol";
import {vm} from "./Vm.sol";

/// @notice The moves of publishers, gateways, governance and time, in any order. An action that the model allows must
/// succeed and one that it forbids must fail; either way round it is written to `broken`.
contract RegistryHandler is RegistryModel {
    uint256 private constant STAKE_THAW = 14 days;
    uint256 private constant EXIT_PERIOD = 28 days;
    IServiceRegistry.Permit private _noPermit;
    IGatewayRegistry.Permit private _noBondPermit;
    address private immutable GOVERNANCE;

    constructor(Market memory market_) {
        (market, GOVERNANCE) = (market_, msg.sender);
        (minStakes[ServiceClass.SelfHosted], minStakes[ServiceClass.Hosted]) = (100e6, 25e6);
        minStakes[ServiceClass.Managed] = 250e6;
        for (uint256 i; i < PUBLISHERS; ++i) _allow(publisherOf(i));
        for (uint256 i; i < GATEWAYS; ++i) _allow(gatewayOf(i));
    }

    // Publishers

    function list(
        uint256 publisherSeed,
        uint256 namespaceSeed,
        uint256 toolSeed,
        bool capitals,
        uint96 amountSeed,
        uint256 classSeed
    ) external {
        address publisher = publisherOf(publisherSeed % PUBLISHERS);
        (uint256 namespace, uint256 tool) = (namespaceSeed % NAMESPACES, toolSeed % TOOLS);
        ServiceClass class = ServiceClass(classSeed % 3);
        uint96 amount = uint96(_between(amountSeed, 20e6, 400e6));
        address holder = holders[namespace];
        bool allowed =
            named[namespace][tool] == 0 &&
                (holder == address(0) || holder == publisher) &&
                amount >= minStakes[class];
        bytes32 codeHash = keccak256(abi.encode(namespace, tool, amountSeed));
        IServiceRegistry.Listing memory listing = _listing(
            nameOf(namespace, tool, capitals),
            class,
            amount,
            codeHash
        );

        market.usdc.mint(publisher, amount);
        vm.prank(publisher);
        try market.services.list(listing, _noPermit) returns (uint256 id) {
            expect(allowed, "R3: listed against the rules");
            Service storage service = services.push();
            (service.id, service.name, service.class) = (id, listing.name, class);
            (service.amount, service.status) = (amount, IServiceRegistry.Status.Active);
            service.codeHashes.push(codeHash);
            named[namespace][tool] = services.length;
            holders[namespace] = publisher;
            done["list"] += 1;
        } catch {
            expect(!allowed, "R3: a right listing was refused");
        }
    }

    function publishVersion(uint256 seed, bytes32 codeHash) external {
        Service storage service = _service(seed);
        if (codeHash == 0) codeHash = "artifact";
        IServiceRegistry.Release memory release = IServiceRegistry.Release("1.0.1", codeHash, "");
        vm.prank(_ownerOf(service));
        market.services.publishVersion(service.id, release, abi.encode(codeHash));
        service.codeHashes.push(codeHash);
        done["publishVersion"] += 1;
    }

    function setStatus(uint256 seed, uint256 statusSeed) external {
        Service storage service = _service(seed);
        IServiceRegistry.Status status = IServiceRegistry.Status(statusSeed % 3);
        bool allowed =
            status != IServiceRegistry.Status.Active ||
                service.amount - service.thawing >= minStakes[service.class];
        vm.prank(_ownerOf(service));
        try market.services.setStatus(service.id, status) {
            expect(allowed, "R2: active without its stake");
            service.status = status;
            done["setStatus"] += 1;
        } catch {
            expect(!allowed, "R2: a right status was refused");
        }
    }

    function stake(uint256 seed, uint256 payerSeed, uint96 amount) external {
        Service storage service = _service(seed);
        address payer = publisherOf(payerSeed % PUBLISHERS);
        uint96 value = uint96(_between(amount, 1, 100e6));
        market.usdc.mint(payer, value);
        vm.prank(payer);
        market.services.stake(service.id, value, _noPermit);
        service.amount += value;
        done["stake"] += 1;
    }

    function thawStake(uint256 seed, uint96 amount) external {
        Service storage service = _service(seed);
        uint96 free = service.amount - service.thawing;
        uint96 value = uint96(_between(amount, 0, uint256(free) + 1));
        vm.prank(_ownerOf(service));
        try market.services.thawStake(service.id, value) {
            expect(value != 0 && value <= free, "R1: thawed against the rules");
            service.thawing += value;
            service.thawEnd = block.timestamp + STAKE_THAW;
            done["thawStake"] += 1;
        } catch {
            expect(value == 0 || value > free, "R1: a right thaw was refused");
        }
    }

    function cancelStakeThaw(uint256 seed, uint256 rarely) external {
        require(rarely % 4 == 0, "left to thaw");
        Service storage service = _service(seed);
        vm.prank(_ownerOf(service));
        market.services.cancelStakeThaw(service.id);
        (service.thawing, service.thawEnd) = (0, 0);
        done["cancelStakeThaw"] += 1;
    }

    function withdrawStake(uint256 seed) external {
        Service storage service = _service(seed);
        bool allowed = service.thawing != 0 && block.timestamp >= service.thawEnd;
        address owner = _ownerOf(service);
        uint256 before = market.usdc.balanceOf(owner);
        vm.prank(owner);
        try market.services.withdrawStake(service.id, owner) {
            expect(allowed, "R1: withdrawn before its time");
            expect(market.usdc.balanceOf(owner) - before == service.thawing, "R1: paid another sum");
            service.amount -= service.thawing;
            (service.thawing, service.thawEnd) = (0, 0);
            done["withdrawStake"] += 1;
        } catch {
            expect(!allowed, "R1: a right withdrawal was refused");
        }
    }

    /// @notice Whoever is not the owner gets nothing, whatever he calls.
    function trespass(uint256 seed, uint256 verb) external {
        Service storage service = _service(seed);
        address owner = _ownerOf(service);
        address thief = owner == publisherOf(0) ? publisherOf(1) : publisherOf(0);
        bytes[3] memory calls = [
            abi.encodeCall(IServiceRegistry.withdrawStake, (service.id, thief)),
            abi.encodeCall(IServiceRegistry.thawStake, (service.id, 1)),
            abi.encodeCall(IServiceRegistry.setStatus, (service.id, IServiceRegistry.Status.Inactive))
        ];
        vm.prank(thief);
        (bool success, ) = address(market.services).call(calls[verb % calls.length]);
        expect(!success, "R1: a stranger moved a service");
        done["trespass"] += 1;
    }

    function sell(uint256 seed) external {
        Service storage service = _service(seed);
        address seller = _ownerOf(service);
        address buyer = seller == publisherOf(0) ? publisherOf(1) : publisherOf(0);
        vm.prank(seller);
        market.owners.transferFrom(seller, buyer, service.id);
        expect(market.services.payeeOf(service.id) == buyer, "R8: the seller is still paid");
        done["sell"] += 1;
    }

    // Gateways

    function register(uint256 seed, uint96 amount, uint256 keySeed, uint64 life) external {
        uint256 i = seed % GATEWAYS;
        address operator = gatewayOf(i);
        uint96 value = uint96(_between(amount, minBond - 300e6, minBond + 1_000e6));
        uint64 validTo = uint64(block.timestamp + _between(life, 0, 90 days));
        bool allowed = !gateways[i].registered && value >= minBond;
        address key = keyOf(keySeed % KEYS);
        market.usdc.mint(operator, value);
        vm.prank(operator);
        try market.gateways.register("", operator, key, validTo, value, _noBondPermit) {
            expect(allowed, "R5: registered against the rules");
            (gateways[i].registered, gateways[i].bond) = (true, value);
            done["register"] += 1;
        } catch {
            expect(!allowed, "R5: a right registration was refused");
        }
    }

    function addBond(uint256 seed, uint256 payerSeed, uint96 amount) external {
        uint256 i = seed % GATEWAYS;
        address payer = gatewayOf(payerSeed % GATEWAYS);
        uint96 value = uint96(_between(amount, 1, 6_000e6));
        market.usdc.mint(payer, value);
        vm.prank(payer);
        market.gateways.addBond(gatewayOf(i), value, _noBondPermit);
        gateways[i].bond += value;
        done["addBond"] += 1;
    }

    function requestExit(uint256 seed) external {
        uint256 i = seed % GATEWAYS;
        vm.prank(gatewayOf(i));
        market.gateways.requestExit();
        expect(gateways[i].exitAt == 0, "R5: asked to leave twice");
        gateways[i].exitAt = block.timestamp + EXIT_PERIOD;
        done["requestExit"] += 1;
    }

    function cancelExit(uint256 seed, uint256 rarely) external {
        require(rarely % 3 == 0, "left to leave");
        uint256 i = seed % GATEWAYS;
        vm.prank(gatewayOf(i));
        market.gateways.cancelExit();
        gateways[i].exitAt = 0;
        done["cancelExit"] += 1;
    }

    function withdrawBond(uint256 seed) external {
        uint256 i = seed % GATEWAYS;
        Gateway storage gateway = gateways[i];
        address operator = gatewayOf(i);
        bool allowed = gateway.exitAt != 0 && block.timestamp >= gateway.exitAt && gateway.bond != 0;
        uint256 before = market.usdc.balanceOf(operator);
        vm.prank(operator);
        try market.gateways.withdrawBond(operator) {
            expect(allowed, "R5: bond paid before its time");
            expect(market.usdc.balanceOf(operator) - before == gateway.bond, "R5: paid another sum");
            gateway.bond = 0;
            done["withdrawBond"] += 1;
        } catch {
            expect(!allowed, "R5: a right withdrawal was refused");
        }
    }

    function setReceiptKey(uint256 seed, uint256 keySeed, uint64 from, uint64 to) external {
        uint64 validFrom = uint64(_between(from, block.timestamp - 20 days, block.timestamp + 20 days));
        uint64 validTo = uint64(_between(to, block.timestamp - 5 days, block.timestamp + 60 days));
        vm.prank(gatewayOf(seed % GATEWAYS));
        market.gateways.setReceiptKey(keyOf(keySeed % KEYS), validFrom, validTo);
        done["setReceiptKey"] += 1;
    }

    // Governance, time

    function govern(uint256 classSeed, uint96 minStake, uint96 bond) external {
        ServiceClass class = ServiceClass(classSeed % 3);
        minStakes[class] = uint96(_between(minStake, 1e6, 300e6));
        minBond = uint96(_between(bond, 2_000e6, 8_000e6));
        vm.prank(GOVERNANCE);
        market.services.setMinStake(class, minStakes[class]);
        vm.prank(GOVERNANCE);
        market.gateways.setMinBond(minBond);
        done["govern"] += 1;
    }

    /// @notice Looks at every key as of the end of the block before time goes on, so that no later action can change it.
    function passTime(uint256 duration) external {
        for (uint256 i; i < GATEWAYS * KEYS && sightings.length < 120; ++i) {
            (address gateway, address key) = (gatewayOf(i / KEYS), keyOf(i % KEYS));
            uint64 time = uint64(block.timestamp);
            sightings.push(Sighting(gateway, key, time, market.gateways.isReceiptKey(gateway, key, time)));
        }
        vm.warp(block.timestamp + _between(duration, 1, 10 days));
        done["passTime"] += 1;
    }

    function _listing(
        string memory name,
        ServiceClass class,
        uint96 amount,
        bytes32 codeHash
    ) private pure returns (IServiceRegistry.Listing memory listing) {
        listing.name = name;
        listing.terms.model = IServiceRegistry.PriceModel.PerCall;
        listing.terms.class = class;
        listing.terms.maxPrice = 1e6;
        listing.release = IServiceRegistry.Release("1.0.0", codeHash, "");
        listing.manifest = abi.encode(codeHash);
        listing.stake = amount;
    }

    function _service(uint256 seed) private view returns (Service storage) {
        require(services.length != 0, "no service yet");
        return services[seed % services.length];
    }

    function _ownerOf(Service storage service) private view returns (address) {
        return market.owners.ownerOf(service.id);
    }

    function _allow(address who) private {
        vm.prank(who);
        market.usdc.approve(address(market.services), type(uint256).max);
        vm.prank(who);
        market.usdc.approve(address(market.gateways), type(uint256).max);
    }

    function _between(uint256 seed, uint256 low, uint256 high) private pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }
}
