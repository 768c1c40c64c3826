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
import {deploy} from "./Artifacts.sol";
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
    address treasury;
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
        market.usdc = IMintable(usdc);
        market.authority = IAccessManager(deploy("Authority", abi.encode(address(this))));
        foresee(market);
        deployRegistries(market);
        deployVault(market, token);
        deployAt(
            address(market.forced),
            "ForcedClaims",
            abi.encode(market.vault, market.gateways, market.services, market.fees)
        );
        deployAt(
            address(market.doors),
            "Doors",
            abi.encode(token, market.vault, market.earnings, market.services, market.fees)
        );
        deployAt(
            address(market.disputes),
            "ChargeDisputes",
            abi.encode(market.vault, market.gateways, market.authority, DISPUTE_BOND)
        );
        deployAt(address(market.subscriptions), "Subscriptions", abi.encode(market.vault));
        deployAt(address(market.streams), "Streams", abi.encode(market.vault));
        address[] memory paidFees = new address[](2);
        (paidFees[0], paidFees[1]) = (address(market.subscriptions), address(market.streams));
        market.reputation = IReputation(
            deployReputation(
                address(market.vault),
                address(market.disputes),
                address(market.authority),
                paidFees,
                address(0)
            )
        );
        market.records = IServiceRecords(
            deploy(
                "ServiceRecords",
                abi.encode(market.services, market.reputation, market.authority, uint96(0))
            )
        );
    }

    /// @dev The contracts name each other, so each address is known before it is deployed to. The Treasury is the first.
    function foresee(Market memory market) private view {
        market.fees = IFeeSchedule(foreseen(1));
        (market.gateways, market.bonds) = (IGatewayRegistry(foreseen(2)), IBonds(foreseen(2)));
        (market.services, market.owners) = (IServiceRegistry(foreseen(3)), IERC721(foreseen(3)));
        (market.vault, market.exits) = (IEscrowVault(foreseen(4)), IEscrowExits(foreseen(4)));
        market.exacts = IExactPayments(foreseen(4));
        market.earnings = IEarnings(foreseen(5));
        market.forced = IForcedClaims(foreseen(6));
        market.doors = IDoors(foreseen(7));
        market.disputes = IChargeDisputes(foreseen(8));
        market.subscriptions = ISubscriptions(foreseen(9));
        market.streams = IStreams(foreseen(10));
    }

    function foreseen(uint256 later) private view returns (address) {
        return vm.computeCreateAddress(address(this), vm.getNonce(address(this)) + later);
    }

    function deployRegistries(Market memory market) private {
        market.treasury = deploy(
            "Treasury",
            abi.encode(market.authority, address(0), market.services, market.earnings, market.subscriptions)
        );
        deployAt(
            address(market.fees),
            "FeeSchedule",
            abi.encode(
                [uint16(500), 2_000, 3_000],
                uint16(3_000),
                uint16(1_000),
                uint16(1_000),
                market.authority
            )
        );
        deployAt(
            address(market.gateways),
            "GatewayRegistry",
            abi.encode(market.usdc, market.forced, market.disputes, market.authority, BOND)
        );
        deployAt(
            address(market.services),
            "ServiceRegistry",
            abi.encode(
                market.usdc,
                market.fees,
                market.gateways,
                market.authority,
                market.treasury,
                [uint96(100e6), 25e6, 250e6]
            )
        );
    }

    function deployVault(Market memory market, address token) private {
        deployAt(
            address(market.vault),
            "EscrowVault",
            abi.encode(
                token,
                market.earnings,
                market.services,
                market.gateways,
                market.fees,
                market.doors,
                market.forced,
                market.subscriptions,
                market.streams,
                market.authority
            )
        );
        deployAt(
            address(market.earnings),
            "Earnings",
            abi.encode(
                token,
                market.vault,
                market.subscriptions,
                market.streams,
                market.services,
                market.treasury,
                market.doors,
                market.disputes,
                market.authority
            )
        );
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
