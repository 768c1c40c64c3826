// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../contracts/interfaces/IEscrowVault.sol";
import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {Market, MarketFixture} from "./MarketFixture.sol";
import {MarketHandler} from "./MarketHandler.sol";
import {vm} from "./Vm.sol";

/// @notice Compares the contracts with the model. Numbers are those of INVARIANTS.md.
contract MarketChecks is MarketHandler {
    constructor(
        Market memory market_,
        uint256[SERVICES] memory serviceIds_
    ) MarketHandler(market_, serviceIds_) {}

    function check() external view {
        require(bytes(broken).length == 0, broken);
        checkAccounts();
        checkLedgers();
        checkKeys();
        checkEarnings();
    }

    /// @dev 1, 5, 7: each account is its deposits less its debits and withdrawals, and the tokens are their sum.
    function checkAccounts() private view {
        uint256 sum;
        for (uint256 payer; payer < PAYERS; ++payer) {
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) {
                Books storage account = books[payer][gateway];
                IEscrowVault.Account memory actual = market.vault.accountOf(payers[payer], gateways[gateway]);
                sum += actual.balance;
                require(actual.balance == balanceOf(payer, gateway), "5: balance");
                require(actual.thawing <= actual.balance, "5: more thaws than there is");
                require(actual.thawing == account.thawing, "7: thawing");
                require(actual.thawEnd == account.thawEnd, "7: thawEnd");
                require(actual.epoch == account.epoch, "8: epoch");
            }
        }
        require(market.usdc.balanceOf(address(market.vault)) == sum, "1: vault's tokens");
    }

    /// @dev 4, 6, 8, 14: a ledger is what passed of it, row by row, and never more than what was signed.
    function checkLedgers() private view {
        for (uint256 i; i < tabs.length; ++i) {
            Tab storage tab = tabs[i];
            IEscrowVault.Ledger memory actual = market.vault.ledgerOf(
                payers[tab.payer],
                gateways[tab.gateway],
                signers[tab.payer][tab.signer],
                tab.serviceId
            );
            require(actual.claimed == tab.claimed && actual.epoch == tab.epoch, "4: claimed");
        }
    }

    /// @dev 11: a key has spent what passed with it, and no more than the highest cap its payer signed.
    function checkKeys() private view {
        for (uint256 payer; payer < PAYERS; ++payer) {
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) {
                for (uint256 signer = 1; signer < SIGNERS; ++signer) {
                    Key storage key = keys[payer][gateway][signer];
                    IEscrowVault.SessionKey memory actual = market.vault.sessionKeyOf(
                        payers[payer],
                        gateways[gateway],
                        signers[payer][signer]
                    );
                    require(actual.spent == key.spent, "11: spent");
                    require(actual.spent <= key.highestCap, "11: over the cap");
                    require(actual.validBefore == key.end, "11: end");
                    require(actual.revoked == key.revoked, "11: revoked");
                }
            }
        }
    }

    /// @dev 1, 3, 9: each party is owed what the rows gave it, the tokens are their sum, and nothing is lost between
    /// payers' debits and what was owed or paid out.
    function checkEarnings() private view {
        uint256 owed = market.earnings.treasuryAccrued() + uint256(market.earnings.rewardsAccrued());
        require(market.earnings.treasuryAccrued() == owedTreasury, "9: treasury");
        require(market.earnings.rewardsAccrued() == owedRewards, "9: rewards");
        for (uint256 payee; payee < PAYEES; ++payee) {
            for (uint256 i; i < SERVICES; ++i) {
                uint256 actual =
                    uint256(market.earnings.maturedOf(payees[payee], serviceIds[i])) +
                        market.earnings.pendingOf(payees[payee], serviceIds[i]);
                require(actual == owedForService[payees[payee]][serviceIds[i]], "9: publisher");
                owed += actual;
            }
        }
        address[4] memory sharers = [gateways[0], gateways[1], integrator, payees[0]];
        for (uint256 i; i < sharers.length; ++i) {
            require(market.earnings.shareOf(sharers[i]) == owedShare[sharers[i]], "9: share");
            owed += market.earnings.shareOf(sharers[i]);
        }
        require(market.usdc.balanceOf(address(market.earnings)) == owed, "1: earnings' tokens");
        require(allDebits() == owed + paidOut, "3: debits and credits");
    }

    function allDebits() private view returns (uint256 sum) {
        for (uint256 payer; payer < PAYERS; ++payer) {
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) sum += books[payer][gateway].debits;
        }
    }
}

/// @notice The invariants of INVARIANTS.md after every action of the handler.
contract MarketInvariantsTest is MarketFixture {
    MarketChecks private _market;

    function setUp() external {
        vm.warp(1_800_000_000);
        Market memory market = deployMarket();
        openGateway(market, vm.addr(0xB000));
        openGateway(market, vm.addr(0xB001));
        uint256[3] memory serviceIds = [
            listService(market, vm.addr(0xC000), "acme/own", ServiceClass.SelfHosted),
            listService(market, vm.addr(0xC000), "acme/hosted", ServiceClass.Hosted),
            listService(market, vm.addr(0xC001), "other/managed", ServiceClass.Managed)
        ];
        _market = new MarketChecks(market, serviceIds);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    function invariant_marketBalances() external view {
        _market.check();
    }
}
