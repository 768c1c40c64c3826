// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {IServiceRegistry} from "../../../contracts/interfaces/IServiceRegistry.sol";
import {GatewayHandler} from "./GatewayHandler.sol";
import {Market, signHosting} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";

/// @notice The moves of publishers, governance and time, beside those of gateways, Court and auditors, in any order. An
/// action that the model allows must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract RegistryHandler is GatewayHandler {
    uint256 private constant STAKE_THAW = 14 days;
    uint256 private constant TERMS_DELAY = 7 days;
    IServiceRegistry.Permit private _noPermit;

    constructor(Market memory market_) GatewayHandler(msg.sender) {
        market = market_;
        (minStakes[ServiceClass.SelfHosted], minStakes[ServiceClass.Hosted]) = (100e6, 25e6);
        minStakes[ServiceClass.Managed] = 250e6;
        for (uint256 i; i < PUBLISHERS; ++i) _allow(publisherOf(i));
        for (uint256 i; i < GATEWAYS; ++i) _allow(gatewayOf(i));
    }

    // Publishers

    function list(
        uint256 publisherSeed,
        uint256 namespace,
        uint256 tool,
        bool capitals,
        uint96 amountSeed,
        uint256 classSeed
    ) external {
        address publisher = publisherOf(publisherSeed % PUBLISHERS);
        (namespace, tool) = (namespace % NAMESPACES, tool % TOOLS);
        IServiceRegistry.Listing memory listing = _listing(
            nameOf(namespace, tool, capitals),
            ServiceClass(classSeed % 3),
            uint96(_between(amountSeed, 20e6, 400e6)),
            keccak256(abi.encode(namespace, tool, amountSeed))
        );
        ServiceClass class = listing.terms.class;
        bool allowed =
            named[namespace][tool] == 0 &&
                (holders[namespace] == address(0) || holders[namespace] == publisher) &&
                listing.stake >= minStakes[class] &&
                (class == ServiceClass.SelfHosted || isOpen(amountSeed % GATEWAYS));

        market.usdc.mint(publisher, listing.stake);
        (bool listed, uint256 id) = _list(publisher, listing, amountSeed % GATEWAYS);
        expect(listed || !allowed, "R3: a right listing was refused");
        expect(!listed || allowed, "R3: listed against the rules");
        if (!listed) return;
        Service storage service = services.push();
        (service.id, service.name, service.class) = (id, listing.name, class);
        (service.amount, service.status) = (listing.stake, IServiceRegistry.Status.Active);
        service.codeHashes.push(listing.release.codeHash);
        named[namespace][tool] = services.length;
        holders[namespace] = publisher;
        done["list"] += 1;
    }

    /// @notice An agent without a stake asks for a name, free or not.
    function squat(uint256 publisherSeed, uint256 namespaceSeed, uint256 toolSeed) external {
        address squatter = publisherOf(publisherSeed % PUBLISHERS);
        vm.prank(squatter);
        uint256 agent = market.services.register();
        vm.prank(squatter);
        try market.services.nameService(agent, nameOf(namespaceSeed % NAMESPACES, toolSeed % TOOLS, false)) {
            expect(false, "R3: a name for gas");
        } catch {
            done["squat"] += 1;
        }
    }

    /// @notice Moves a service to a host, with the host's signature or with another's.
    function moveToHost(uint256 seed, uint256 hostSeed, bool managed, bool forged) external {
        Service storage service = _service(seed);
        uint256 host = hostSeed % GATEWAYS;
        IServiceRegistry.Listing memory listing;
        listing.name = service.name;
        listing.terms = _terms(managed ? ServiceClass.Managed : ServiceClass.Hosted);
        uint256 key = GATEWAY_KEYS + (forged ? (host + 1) % GATEWAYS : host);
        IServiceRegistry.HostConsent memory consent = signHosting(market, key, _ownerOf(service), listing);
        consent.gateway = gatewayOf(host);
        vm.prank(_ownerOf(service));
        try market.services.proposeHostedTerms(service.id, listing.terms, consent) {
            expect(!forged && isOpen(host), "R10: hosted without its host");
            _propose(service, listing.terms.class);
            done["moveToHost"] += 1;
        } catch {
            expect(forged || !isOpen(host), "R10: a right host was refused");
        }
    }

    /// @notice The publisher's own terms: self-hosted ones pass, others do not.
    function proposeTerms(uint256 seed, bool hosted) external {
        Service storage service = _service(seed);
        ServiceClass class = hosted ? ServiceClass.Hosted : ServiceClass.SelfHosted;
        vm.prank(_ownerOf(service));
        try market.services.proposeTerms(service.id, _terms(class)) {
            expect(!hosted, "R10: hosted by a publisher's word");
            _propose(service, class);
            done["proposeTerms"] += 1;
        } catch {
            expect(hosted, "R10: a publisher cannot leave");
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
        bool allowed = status != IServiceRegistry.Status.Active || isStaked(service);
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
        bool allowed = value != 0 && value <= free && service.openLocks == 0;
        try market.services.thawStake(service.id, value) {
            expect(allowed, "R1: thawed against the rules");
            service.thawing += value;
            service.thawEnd = block.timestamp + STAKE_THAW;
            done["thawStake"] += 1;
        } catch {
            expect(!allowed, "R1: a right thaw was refused");
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
        bool allowed = service.thawing != 0 && block.timestamp >= service.thawEnd && service.openLocks == 0;
        address owner = _ownerOf(service);
        uint256 before = market.usdc.balanceOf(owner);
        vm.prank(owner);
        try market.services.withdrawStake(service.id, owner) {
            expect(allowed, "R1: withdrawn before its time, or from a lock");
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
        service.tenure += 1;
        expect(market.services.payeeOf(service.id) == buyer, "R8: the seller is still paid");
        done["sell"] += 1;
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
        listing.terms = _terms(class);
        listing.release = IServiceRegistry.Release("1.0.0", codeHash, "");
        listing.manifest = abi.encode(codeHash);
        listing.stake = amount;
    }

    function _list(
        address publisher,
        IServiceRegistry.Listing memory listing,
        uint256 host
    ) private returns (bool listed, uint256 id) {
        if (listing.terms.class == ServiceClass.SelfHosted) {
            vm.prank(publisher);
            try market.services.list(listing, _noPermit) returns (uint256 given) {
                (listed, id) = (true, given);
            } catch {}
            return (listed, id);
        }
        uint256 key = GATEWAY_KEYS + host;
        IServiceRegistry.HostConsent memory consent = signHosting(market, key, publisher, listing);
        vm.prank(publisher);
        try market.services.listHosted(listing, consent, _noPermit) returns (uint256 given) {
            (listed, id) = (true, given);
        } catch {}
    }

    function _terms(ServiceClass class) private pure returns (IServiceRegistry.Terms memory terms) {
        (terms.model, terms.class) = (IServiceRegistry.PriceModel.PerCall, class);
        terms.maxPrice = 1e6;
    }

    function _propose(Service storage service, ServiceClass class) private {
        service.class = classOf(service);
        (service.nextClass, service.nextAt) = (class, block.timestamp + TERMS_DELAY);
    }

    function _allow(address who) private {
        vm.prank(who);
        market.usdc.approve(address(market.services), type(uint256).max);
        vm.prank(who);
        market.usdc.approve(address(market.gateways), type(uint256).max);
    }
}
