// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IAccessManager} from "@openzeppelin/contracts/access/manager/IAccessManager.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {IBonds} from "../../../contracts/interfaces/IBonds.sol";
import {IChargeDisputes} from "../../../contracts/interfaces/IChargeDisputes.sol";
import {IDoors} from "../../../contracts/interfaces/IDoors.sol";
import {IEarnings} from "../../../contracts/interfaces/IEarnings.sol";
import {IEscrowExits} from "../../../contracts/interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../contracts/interfaces/IExactPayments.sol";
import {IFeeSchedule, ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {IForcedClaims} from "../../../contracts/interfaces/IForcedClaims.sol";
import {IGatewayRegistry} from "../../../contracts/interfaces/IGatewayRegistry.sol";
import {IReputation} from "../../../contracts/interfaces/IReputation.sol";
import {IServiceRecords} from "../../../contracts/interfaces/IServiceRecords.sol";
import {IServiceRegistry} from "../../../contracts/interfaces/IServiceRegistry.sol";
import {ISubscriptions} from "../../../contracts/interfaces/ISubscriptions.sol";
import {IStreams} from "../../../contracts/interfaces/IStreams.sol";
import {vm} from "./Vm.sol";

interface IMintable is IERC20 {
    function mint(address to, uint256 amount) external;

    function DOMAIN_SEPARATOR() external view returns (bytes32);
}

/// @notice The market's contracts as an action needs them. The vault and the gateways' registry have several faces.
struct Market {
    IMintable usdc;
    IFeeSchedule fees;
    IServiceRegistry services;
    IServiceRecords records;
    IReputation reputation;
    IERC721 owners;
    IGatewayRegistry gateways;
    IBonds bonds;
    IEscrowVault vault;
    IEscrowExits exits;
    IExactPayments exacts;
    IEarnings earnings;
    IForcedClaims forced;
    IDoors doors;
    IChargeDisputes disputes;
    ISubscriptions subscriptions;
    IStreams streams;
    IAccessManager authority;
}

/// @notice The consent of the gateway with this key to host what is listed.
function signHosting(
    Market memory market,
    uint256 key,
    address publisher,
    IServiceRegistry.Listing memory listing
) view returns (IServiceRegistry.HostConsent memory) {
    uint64 deadline = type(uint64).max;
    bytes32 digest = market.services.hashHosting(
        IServiceRegistry.Hosting(vm.addr(key), publisher, listing.name, listing.terms, deadline)
    );
    (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
    return IServiceRegistry.HostConsent(vm.addr(key), deadline, abi.encodePacked(r, s, v));
}

/// @notice Deploys the real market from the build's artifacts, so that a test compiles without its sources. The test is
/// governance; gateways settle for themselves.
abstract contract MarketFixture {
    uint96 private constant STAKE = 250e6;
    uint96 private constant BOND = 5_000e6;
    uint96 private constant DISPUTE_BOND = 5e6;
    /// @dev Hosts what is hosted; a test that lists such a service opens it first.
    uint256 private constant HOST = 0xB000;

    function deployMarket() internal returns (Market memory) {
        address usdc = deploy("TestUSDC", "");
        return deployMarketIn(usdc, usdc);
    }

    /// @param usdc Of stakes and bonds. @param token Of the vault.
    function deployMarketIn(address usdc, address token) internal returns (Market memory market) {
        address authority = deploy("Authority", abi.encode(address(this)));
        uint64 nonce = vm.getNonce(address(this));
        address earnings = vm.computeCreateAddress(address(this), nonce + 5);
        address forced = vm.computeCreateAddress(address(this), nonce + 6);
        address doors = vm.computeCreateAddress(address(this), nonce + 7);
        address disputes = vm.computeCreateAddress(address(this), nonce + 8);
        address subscriptions = vm.computeCreateAddress(address(this), nonce + 9);
        address streams = vm.computeCreateAddress(address(this), nonce + 10);
        address treasury = deploy(
            "Treasury",
            abi.encode(
                authority,
                address(0),
                vm.computeCreateAddress(address(this), nonce + 3),
                earnings,
                subscriptions
            )
        );
        address fees = deploy(
            "FeeSchedule",
            abi.encode([uint16(500), 2_000, 3_000], uint16(3_000), uint16(1_000), uint16(1_000), authority)
        );
        address gateways = deploy("GatewayRegistry", abi.encode(usdc, forced, disputes, authority, BOND));
        address services = deploy(
            "ServiceRegistry",
            abi.encode(usdc, fees, gateways, authority, treasury, [uint96(100e6), 25e6, 250e6])
        );
        address vault = deploy(
            "EscrowVault",
            abi.encode(
                token,
                earnings,
                services,
                gateways,
                fees,
                doors,
                forced,
                subscriptions,
                streams,
                authority
            )
        );
        deployAt(
            earnings,
            "Earnings",
            abi.encode(token, vault, subscriptions, streams, services, treasury, doors, disputes, authority)
        );
        deployAt(forced, "ForcedClaims", abi.encode(vault, gateways, services, fees));
        deployAt(doors, "Doors", abi.encode(token, vault, earnings, services, fees));
        deployAt(disputes, "ChargeDisputes", abi.encode(vault, gateways, authority, DISPUTE_BOND));
        deployAt(subscriptions, "Subscriptions", abi.encode(vault));
        market.subscriptions = ISubscriptions(subscriptions);
        deployAt(streams, "Streams", abi.encode(vault));
        address[] memory paidFees = new address[](2);
        (paidFees[0], paidFees[1]) = (subscriptions, streams);
        address reputation = deployReputation(vault, disputes, authority, paidFees, address(0));
        market.reputation = IReputation(reputation);
        market.records = IServiceRecords(
            deploy("ServiceRecords", abi.encode(services, reputation, authority, uint96(0)))
        );
        market.streams = IStreams(streams);
        market.authority = IAccessManager(authority);
        market.usdc = IMintable(usdc);
        market.fees = IFeeSchedule(fees);
        market.services = IServiceRegistry(services);
        market.owners = IERC721(services);
        (market.gateways, market.bonds) = (IGatewayRegistry(gateways), IBonds(gateways));
        (market.vault, market.exits) = (IEscrowVault(vault), IEscrowExits(vault));
        market.exacts = IExactPayments(vault);
        market.earnings = IEarnings(earnings);
        market.forced = IForcedClaims(forced);
        market.doors = IDoors(doors);
        market.disputes = IChargeDisputes(disputes);
    }

    /// @param paidFees Ledgers beside the vault's.
    /// @param anonymousReviews Zero where nobody reviews anonymously.
    function deployReputation(
        address vault,
        address disputes,
        address authority,
        address[] memory paidFees,
        address anonymousReviews
    ) internal returns (address) {
        (uint48 maxWeight, uint16 rewardRate) = (100e6, 1_666);
        (uint8 priorMean, uint48 priorWeight) = (50, 10e6);
        return
            deploy(
                "Reputation",
                abi.encode(
                    vault,
                    disputes,
                    paidFees,
                    authority,
                    maxWeight,
                    rewardRate,
                    priorMean,
                    priorWeight,
                    anonymousReviews
                )
            );
    }

    function deployAt(address expected, string memory name, bytes memory args) private {
        require(deploy(name, args) == expected, "the contracts name another address");
    }

    function deploy(string memory name, bytes memory args) internal returns (address deployed) {
        bytes memory code = abi.encodePacked(vm.getCode(string.concat(name, ".sol:", name)), args);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), string.concat(name, " was not deployed"));
    }

    function openGateway(Market memory market, address gateway) internal {
        market.usdc.mint(gateway, BOND);
        vm.prank(gateway);
        market.usdc.approve(address(market.gateways), BOND);
        vm.prank(gateway);
        market.gateways.register(
            "https://gateway.example",
            gateway,
            gateway,
            type(uint64).max,
            BOND,
            IGatewayRegistry.Permit(0, 0, 0, 0)
        );
    }

    function listService(
        Market memory market,
        address publisher,
        string memory name,
        ServiceClass class
    ) internal returns (uint256 serviceId) {
        IServiceRegistry.Listing memory listing;
        listing.name = name;
        listing.terms.model = IServiceRegistry.PriceModel.PerCall;
        listing.terms.class = class;
        listing.terms.maxPrice = 3e6;
        listing.release = IServiceRegistry.Release("1.0.0", keccak256("artifact"), "https://acme.example");
        listing.manifest = "{}";
        listing.stake = STAKE;
        market.usdc.mint(publisher, STAKE);
        vm.prank(publisher);
        market.usdc.approve(address(market.services), STAKE);
        IServiceRegistry.Permit memory none;
        if (class == ServiceClass.SelfHosted) {
            vm.prank(publisher);
            return market.services.list(listing, none);
        }
        IServiceRegistry.HostConsent memory consent = signHosting(market, HOST, publisher, listing);
        vm.prank(publisher);
        return market.services.listHosted(listing, consent, none);
    }
}
