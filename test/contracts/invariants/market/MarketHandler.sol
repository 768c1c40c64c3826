// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {BondActions} from "./BondActions.sol";
import {DisputeActions} from "./DisputeActions.sol";
import {ExactActions} from "./ExactActions.sol";
import {FickleWallet} from "./FickleWallet.sol";
import {ForcedActions} from "./ForcedActions.sol";
import {GatewayActions} from "./GatewayActions.sol";
import {GovernanceActions} from "./GovernanceActions.sol";
import {KeyActions} from "./KeyActions.sol";
import {LyingGatewayActions} from "./LyingGatewayActions.sol";
import {PayerActions} from "./PayerActions.sol";
import {PublisherActions} from "./PublisherActions.sol";
import {StrangerActions} from "./StrangerActions.sol";

/// @notice The moves of all actors, in any order. Each move is tried, and the model says whether it must succeed; most
/// arguments are drawn so that it often does.
abstract contract MarketHandler is
    PayerActions,
    KeyActions,
    GatewayActions,
    ExactActions,
    ForcedActions,
    LyingGatewayActions,
    BondActions,
    DisputeActions,
    PublisherActions,
    StrangerActions,
    GovernanceActions
{
    constructor(Market memory market_, uint256[SERVICES] memory serviceIds_) {
        (market, serviceIds, governance) = (market_, serviceIds_, msg.sender);
        _assemble();
        for (uint256 gateway; gateway < GATEWAYS; ++gateway) {
            vm.prank(gateways[gateway]);
            market_.usdc.approve(address(market_.gateways), type(uint256).max);
            market_.doors.openCredit(gateways[gateway]);
            bonds[gateway].bond = market_.gateways.gatewayOf(gateways[gateway]).bond;
        }
        for (uint256 payer; payer < PAYERS; ++payer) {
            vm.prank(payers[payer]);
            market_.usdc.approve(address(market_.vault), type(uint256).max);
            vm.prank(payers[payer]);
            market_.usdc.approve(address(market_.disputes), type(uint256).max);
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) _openTabs(payer, gateway);
        }
    }

    function _assemble() private {
        integrator = vm.addr(INTEGRATOR_SECRET);
        wallet = new FickleWallet(vm.addr(secretOf(WALLET, 0)));
        for (uint256 i; i < GATEWAYS; ++i) gateways[i] = vm.addr(GATEWAY_SECRET + i);
        for (uint256 i; i < PAYEES; ++i) payees[i] = vm.addr(PAYEE_SECRET + i);
        for (uint256 payer; payer < PAYERS; ++payer) {
            payers[payer] = payer == WALLET ? address(wallet) : vm.addr(secretOf(payer, 0));
            signers[payer][0] = payers[payer];
            for (uint256 signer = 1; signer < SIGNERS; ++signer) {
                signers[payer][signer] = vm.addr(secretOf(payer, signer));
            }
        }
        creditors = [payees[0], payees[1], payers[0], payers[WALLET]];
    }

    /// @dev Five of the nine pairs of signer and service.
    function _openTabs(uint256 payer, uint256 gateway) private {
        _deposit(payer, gateway, payer, 2_000e6);
        _grant(payer, gateway, 1, 4_000e6, 14 days, payer == 1 ? integrator : payees[0]);
        for (uint256 i; i < 5; ++i) {
            Tab storage tab = tabs.push();
            (tab.payer, tab.gateway, tab.signer) = (payer, gateway, i % SIGNERS);
            tab.serviceId = serviceIds[i % 2 == 0 ? i / 2 : 1 + (i / 2)];
        }
    }
}
