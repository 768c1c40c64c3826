// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {Market} from "../MarketFixture.sol";
import {MarketHandler} from "./MarketHandler.sol";

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
        checkExacts();
        checkEarnings();
        checkBonds();
        checkDisputes();
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
        require(market.usdc.balanceOf(address(market.forced)) == 0, "1: forced claims hold tokens");
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

    /// @dev 10: an exact is used from when it was paid, or its bond owes it.
    function checkExacts() private view {
        for (uint256 i; i < exacts.length; ++i) {
            Exact storage exact = exacts[i];
            address gateway = gateways[exact.gateway];
            bool used = market.exacts.isExactUsed(gateway, exact.row.from, exact.row.nonce);
            require(used == exact.used, "10: used");
        }
    }

    /// @dev 1, 3, 9, 19: each party is owed what the rows gave it, the tokens are their sum, and nothing is lost between
    /// what came in and what was owed, paid out or given back.
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
        require(market.usdc.balanceOf(address(market.earnings)) == owed + frozen, "1: earnings' tokens");
        require(allDebits() + swept == owed + frozen + paidOut + refunded, "3: debits and credits");
    }

    /// @dev 1, 2, 12: a bond is what was added less pots and payouts, a run is the sum of its claims, and the registry's
    /// tokens are the bonds and what waits for creditors.
    function checkBonds() private view {
        uint256 sum;
        for (uint256 gateway; gateway < GATEWAYS; ++gateway) {
            Bonded storage bonded = bonds[gateway];
            address name = gateways[gateway];
            IGatewayRegistry.Gateway memory actual = market.gateways.gatewayOf(name);
            sum += bonded.bond + bonded.elsewhere;
            require(actual.bond == bonded.bond, "12: bond");
            require(actual.exitAt == bonded.exitAt, "12: exit");
            require(market.gateways.isOpen(name) == isOpen(gateway), "12: new business");
            require(market.bonds.bondRunCount(name) == bonded.runs.length, "12: runs");
            require(market.bonds.openCases(name) == bonded.cases, "13: cases");
            if (bonded.runs.length != 0) checkRun(name, bonded.runs.length, newestRun(gateway));
        }
        require(market.usdc.balanceOf(address(market.gateways)) == sum, "1: bonds' tokens");
    }

    function checkRun(address gateway, uint256 id, Run storage run) private view {
        IBonds.BondRun memory actual = market.bonds.bondRunOf(gateway, id);
        require(actual.filed == run.filed && actual.pot == run.pot, "12: run");
        require(actual.closesAt == run.closesAt && actual.settled == run.settled, "12: run's end");
        uint256 sum;
        for (uint256 i; i < CREDITORS; ++i) {
            (uint96 filed, uint96 cured) = market.bonds.bondClaimOf(gateway, id, creditors[i]);
            require(filed == run.owed[creditors[i]] && cured == run.cured[creditors[i]], "12: bond claim");
            sum += filed;
        }
        require(run.settled || sum == run.filed, "2: a run is the sum of its claims");
    }

    /// @dev 1, 13: each dispute is where the moves have led it, its row is refunded once at most, and the bonds that came in
    /// are held for running disputes, owed to somebody, or were paid out.
    function checkDisputes() private view {
        uint256 held;
        for (uint256 i; i < disputes.length; ++i) {
            Dispute storage dispute = disputes[i];
            ClaimedRow storage row = claimedRows[dispute.row];
            IChargeDisputes.Dispute memory actual = market.disputes.disputeOf(i + 1);
            require(actual.state == dispute.state, "13: state");
            if (!isRunning(dispute.state)) continue;
            IChargeDisputes.RowDisputes memory known = market.disputes.rowOf(row.claimId, row.row.index);
            require(known.refunded == row.refunded, "13: refunded");
            require(known.refunded <= row.row.charged - row.row.before, "13: more than the row took");
            require(known.open == row.open && known.count == row.count, "13: disputes of a row");
            require(market.earnings.freezeOf(i + 1).amount == dispute.frozen, "13: frozen");
            require(actual.bond == dispute.bond && actual.deadline == dispute.deadline, "13: dispute");
            held += dispute.bond;
        }
        for (uint256 i; i < CREDITORS + GATEWAYS; ++i) {
            address account = i < CREDITORS ? creditors[i] : gateways[i - CREDITORS];
            require(market.disputes.owedTo(account) == disputeOwed[account], "13: owed bonds");
            held += disputeOwed[account];
        }
        require(market.usdc.balanceOf(address(market.disputes)) == held, "1: disputes' tokens");
        require(disputeBonds == held + collectedBonds, "13: bonds in and out");
    }

    function allDebits() private view returns (uint256 sum) {
        for (uint256 payer; payer < PAYERS; ++payer) {
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) sum += books[payer][gateway].debits;
        }
    }
}
