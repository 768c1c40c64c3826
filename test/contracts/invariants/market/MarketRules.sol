// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {IFeeSchedule, ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {MarketModel} from "./MarketModel.sol";

/// @notice What the contracts must allow, by the words of their interfaces, and what it does to the books.
abstract contract MarketRules is MarketModel {
    /// @notice Who pays a forced claim.
    enum Source {
        Nobody,
        Account,
        Bond
    }

    function balanceOf(uint256 payer, uint256 gateway) public view returns (uint256) {
        Books storage account = books[payer][gateway];
        return account.deposits - account.debits - account.withdrawals;
    }

    /// @dev What the ledger has claimed in the account's epoch.
    function claimedNow(Tab storage tab) internal view returns (uint96) {
        return tab.charged[books[tab.payer][tab.gateway].epoch];
    }

    /// @dev A contract wallet's own signature is none on a voucher or an exact.
    function isMute(uint256 payer, uint256 signer) internal pure returns (bool) {
        return payer == WALLET && signer == 0;
    }

    function keyAllows(Tab storage tab, uint256 delta) internal view returns (bool) {
        if (tab.signer == 0) return true;
        Key storage key = keys[tab.payer][tab.gateway][tab.signer];
        return key.nonce != 0 && block.timestamp < key.end + 24 hours && key.spent + delta <= key.cap;
    }

    /// @dev Whether a claim must take the tab's newest row.
    function mustPass(Tab storage tab, uint96 charged) internal view returns (bool) {
        IEscrowVault.Voucher storage voucher = tab.newest.voucher;
        if (voucher.epoch != books[tab.payer][tab.gateway].epoch) return false;
        if (block.timestamp >= voucher.validBefore || isMute(tab.payer, tab.signer)) return false;
        if (charged <= claimedNow(tab) || charged > voucher.cumulative) return false;
        uint256 delta = charged - claimedNow(tab);
        return keyAllows(tab, delta) && delta <= balanceOf(tab.payer, tab.gateway);
    }

    /// @dev Who must pay for a receipted call, and how much, before the fee.
    function mustForce(Promised storage promised) internal view returns (Source, uint96 amount) {
        Tab storage tab = tabs[promised.tab];
        uint32 epoch = promised.row.voucher.epoch;
        Books storage account = books[tab.payer][tab.gateway];
        if (promised.issuedAt > promised.row.voucher.validBefore) return (Source.Nobody, 0);
        if (block.timestamp < promised.issuedAt + 6 hours) return (Source.Nobody, 0);
        if (block.timestamp > promised.issuedAt + 14 days) return (Source.Nobody, 0);
        uint96 settled = tab.charged[epoch] + tab.filed[epoch];
        if (isMute(tab.payer, tab.signer) || promised.row.charged <= settled) return (Source.Nobody, 0);

        amount = promised.row.charged - settled;
        if (epoch == account.epoch) {
            amount = uint96(Math.min(amount, balanceOf(tab.payer, tab.gateway)));
            return (amount != 0 && keyAllows(tab, amount) ? Source.Account : Source.Nobody, amount);
        }
        bool granted = tab.signer == 0 || keys[tab.payer][tab.gateway][tab.signer].nonce != 0;
        return
            granted
                ? fromBond(account.ended[epoch], promised.issuedAt, amount, termsOf(promised))
                : (Source.Nobody, 0);
    }

    /// @dev The same for an exact; the account pays the whole of it or nothing.
    function mustForceExact(Exact storage exact) internal view returns (Source, uint96) {
        IExactPayments.ExactRow storage row = exact.row;
        Books storage account = books[exact.payer][exact.gateway];
        if (exact.used || exact.issuedAt > row.validBefore) return (Source.Nobody, 0);
        if (block.timestamp < exact.issuedAt + 6 hours) return (Source.Nobody, 0);
        if (block.timestamp > row.validBefore + 14 days) return (Source.Nobody, 0);
        uint96 value = uint96(row.value);
        if (exact.epoch != account.epoch)
            return fromBond(account.ended[exact.epoch], exact.issuedAt, value, termsOf(exact));
        return (value <= balanceOf(exact.payer, exact.gateway) ? Source.Account : Source.Nobody, value);
    }

    /// @dev As much of `amount` as the account held when the epoch ended and nobody has filed, if the publisher's part of
    /// it is anything at all.
    function fromBond(
        Ended storage ended,
        uint64 issuedAt,
        uint96 amount,
        Terms memory terms
    ) private view returns (Source, uint96) {
        if (issuedAt > ended.endedAt || ended.filed >= ended.remaining) return (Source.Nobody, 0);
        amount = uint96(Math.min(amount, ended.remaining - ended.filed));
        bool any = netOf(terms, amount) != 0;
        return (any ? Source.Bond : Source.Nobody, amount);
    }

    function feesOf(Terms memory terms) internal view returns (IFeeSchedule.Fees memory) {
        (ServiceClass class, ) = market.services.classOf(terms.serviceId, terms.termsId);
        return market.fees.feesOf(class, terms.feeVersion);
    }

    function netOf(Terms memory terms, uint256 amount) internal view returns (uint256) {
        return amount - Math.mulDiv(amount, feesOf(terms).feeBps, 10_000, Math.Rounding.Ceil);
    }

    function termsOf(Promised storage promised) internal view returns (Terms memory) {
        return Terms(promised.row.voucher.serviceId, promised.row.termsId, promised.row.feeVersion);
    }

    function termsOf(Exact storage exact) internal view returns (Terms memory) {
        return Terms(exact.row.serviceId, exact.row.termsId, exact.row.feeVersion);
    }

    // Gateways

    function isRunOpen(uint256 gateway) internal view returns (bool) {
        Run[] storage runs = bonds[gateway].runs;
        return runs.length != 0 && !runs[runs.length - 1].settled;
    }

    function isOpen(uint256 gateway) internal view returns (bool) {
        Bonded storage bonded = bonds[gateway];
        return bonded.exitAt == 0 && !isRunOpen(gateway) && bonded.bond >= minBond;
    }

    function newestRun(uint256 gateway) internal view returns (Run storage) {
        Run[] storage runs = bonds[gateway].runs;
        require(runs.length != 0, "no run yet");
        return runs[runs.length - 1];
    }

    // Books

    /// @dev What the payer loses is what the others gain.
    function bookRow(Tab storage tab, IEscrowVault.ClaimRow storage row, uint96 charged) internal {
        uint256 delta = charged - claimedNow(tab);
        uint32 epoch = books[tab.payer][tab.gateway].epoch;
        bookDebit(tab.payer, tab.gateway, delta);
        (tab.claimed, tab.epoch, tab.charged[epoch]) = (charged, epoch, charged);
        address brought;
        if (tab.signer != 0) {
            Key storage key = keys[tab.payer][tab.gateway][tab.signer];
            key.spent += delta;
            brought = key.integrator;
        }
        Terms memory terms = Terms(tab.serviceId, row.termsId, row.feeVersion);
        bookShares(terms, gateways[tab.gateway], brought, delta);
    }

    function bookExact(Exact storage exact) internal {
        exact.used = true;
        bookDebit(exact.payer, exact.gateway, exact.row.value);
        bookShares(termsOf(exact), gateways[exact.gateway], address(0), exact.row.value);
    }

    function bookDebit(uint256 payer, uint256 gateway, uint256 amount) internal {
        Books storage account = books[payer][gateway];
        account.debits += amount;
        account.thawing = uint96(Math.min(account.thawing, balanceOf(payer, gateway)));
    }

    /// @dev Without a gateway, as in a PayTo, its share stays with the treasury. A host has what exceeds the shared part.
    function bookShares(Terms memory terms, address gateway, address brought, uint256 amount) internal {
        IFeeSchedule.Fees memory fees = feesOf(terms);
        address payee = market.services.payeeOf(terms.serviceId);
        if (brought == payee || brought == market.owners.ownerOf(terms.serviceId)) brought = address(0);

        uint256 fee = Math.mulDiv(amount, fees.feeBps, 10_000, Math.Rounding.Ceil);
        owedForService[payee][terms.serviceId] += amount - fee;
        address host = market.services.hostOf(terms.serviceId, terms.termsId);
        if (host != address(0)) {
            uint256 shared = Math.mulDiv(amount, fees.baseFeeBps, 10_000, Math.Rounding.Ceil);
            owedShare[host] += fee - shared;
            fee = shared;
        }
        uint256 gatewayShare = gateway == address(0) ? 0 : Math.mulDiv(fee, fees.gatewayBps, 10_000);
        uint256 rewards = Math.mulDiv(fee, fees.rewardsBps, 10_000);
        uint256 integratorShare = brought == address(0) ? 0 : Math.mulDiv(fee, fees.integratorBps, 10_000);
        owedShare[gateway] += gatewayShare;
        owedShare[brought] += integratorShare;
        owedRewards += rewards;
        owedTreasury += fee - gatewayShare - rewards - integratorShare;
    }

    function bookExit(uint256 payer, uint256 gateway) internal {
        Books storage account = books[payer][gateway];
        account.ended[account.epoch] = Ended(uint96(balanceOf(payer, gateway)), uint40(block.timestamp), 0);
        account.withdrawals += account.thawing;
        (account.thawing, account.thawEnd, account.epoch) = (0, 0, account.epoch + 1);
    }

    /// @dev A claim on the bond: the publisher's part of `amount`, in a run that is open or opens with it.
    function bookFiled(
        uint256 payer,
        uint256 gateway,
        uint32 epoch,
        Terms memory terms,
        uint96 amount
    ) internal {
        books[payer][gateway].ended[epoch].filed += amount;
        bookBondClaim(
            gateway,
            market.services.payeeOf(terms.serviceId),
            netOf(terms, amount),
            block.timestamp
        );
    }

    /// @param time Now, also in an action that has waited.
    function bookBondClaim(uint256 gateway, address creditor, uint256 amount, uint256 time) internal {
        if (isRunOpen(gateway) && time >= newestRun(gateway).closesAt) bookSettled(gateway);
        if (!isRunOpen(gateway)) bonds[gateway].runs.push().closesAt = time + 7 days;
        Run storage run = newestRun(gateway);
        run.filed += amount;
        run.owed[creditor] += amount;
    }

    function bookSettled(uint256 gateway) internal {
        Run storage run = newestRun(gateway);
        run.pot = Math.min(run.filed, bonds[gateway].bond);
        run.settled = true;
        bonds[gateway].bond -= run.pot;
        bonds[gateway].elsewhere += run.pot;
    }
}
