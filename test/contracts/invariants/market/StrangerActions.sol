// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {IEarnings} from "../../../../contracts/interfaces/IEarnings.sol";
import {IEscrowExits} from "../../../../contracts/interfaces/IEscrowExits.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {IForcedPayments} from "../../../../contracts/interfaces/IForcedPayments.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {IPayTo} from "../../../../contracts/interfaces/IPayTo.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice What anybody may do for others, and what nobody may do but the contract or account that it is for.
abstract contract StrangerActions is MarketMessages {
    /// @notice Plain tokens reach a service's PayTo, deployed or not, and anybody passes them on.
    function sweepPayTo(uint256 serviceSeed, uint256 price) external {
        uint256 serviceId = serviceIds[serviceSeed % SERVICES];
        (bytes32 termsId, uint32 feeVersion, ) = market.services.currentTerms(serviceId);
        address payTo = market.doors.payToOf(serviceId, termsId, feeVersion);
        uint96 amount = priceFrom(price);
        market.usdc.mint(payTo, amount);
        market.doors.openPayTo(serviceId, termsId, feeVersion);
        attempt(integrator, payTo, abi.encodeCall(IPayTo.sweep, ()), true, "19: sweep");
        mustFail(integrator, payTo, abi.encodeCall(IPayTo.sweep, ()), "19: swept twice");
        expect(market.usdc.balanceOf(payTo) == 0, "19: left in the PayTo");
        bookShares(Terms(serviceId, termsId, feeVersion), address(0), address(0), amount);
        swept += amount;
    }

    function sweepTreasury() external {
        bytes memory data = abi.encodeCall(IEarnings.sweepTreasury, ());
        attempt(integrator, address(market.earnings), data, owedTreasury != 0, "3: treasury");
        paidOut += owedTreasury;
        owedTreasury = 0;
    }

    function shareWithdraw(uint256 seed) external {
        address[4] memory accounts = [gateways[0], gateways[1], integrator, payees[0]];
        address account = accounts[seed % accounts.length];
        uint256 before = market.usdc.balanceOf(account);
        bytes memory data = abi.encodeCall(IEarnings.withdrawShare, (account));
        attempt(account, address(market.earnings), data, owedShare[account] != 0, "3: share");
        expect(market.usdc.balanceOf(account) - before == owedShare[account], "3: paid another share");
        paidOut += owedShare[account];
        owedShare[account] = 0;
    }

    /// @notice The calls by which the contracts move each other's money, from everybody else.
    function trespass(uint256 kind, uint256 whoSeed, uint96 amount) external {
        address[4] memory all = [gateways[0], payers[0], payees[1], integrator];
        address who = all[whoSeed % all.length];
        IEarnings.Proceeds memory proceeds;
        IEscrowVault.ClaimRow memory row = tabs[whoSeed % tabs.length].newest;
        IExactPayments.ExactRow memory exact;
        bytes[9] memory calls = [
            abi.encodeCall(IEscrowExits.creditRefund, (who, gateways[0], amount)),
            abi.encodeCall(IForcedPayments.payForced, (row)),
            abi.encodeCall(IForcedPayments.payForcedExact, (gateways[0], exact)),
            abi.encodeCall(IExactPayments.settleExact, (gateways[0], gateways[0], exact)),
            abi.encodeCall(IEscrowVault.setThawPeriod, (8 hours)),
            abi.encodeCall(IEarnings.credit, (proceeds)),
            abi.encodeCall(IEarnings.creditSweep, (serviceIds[0], 0, 1, amount, 0, 0, 0)),
            abi.encodeCall(IBonds.fileBondClaim, (gateways[0], who, amount)),
            abi.encodeCall(IGatewayRegistry.setMinBond, (1_000e6))
        ];
        kind %= calls.length;
        address target =
            kind < 5
                ? address(market.vault)
                : kind < 7
                    ? address(market.earnings)
                    : address(market.gateways);
        mustFail(who, target, calls[kind], "6: a stranger did what a contract may");
    }
}
