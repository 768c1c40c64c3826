// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEscrowVault} from "../../../contracts/interfaces/IEscrowVault.sol";
import {IFeeSchedule, ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {Market} from "./MarketFixture.sol";
import {vm} from "./Vm.sol";

/// @notice What the contracts must hold, kept by simpler rules beside them: plain sums, no packing, no ring, no cache.
/// Actions write it; the invariants compare it with the contracts.
abstract contract MarketModel {
    /// @notice One line of a gateway's books: a payer, a signer of the payer and a service.
    struct Tab {
        uint256 payer;
        uint256 gateway;
        uint256 signer;
        uint256 serviceId;
        IEscrowVault.ClaimRow newest;
        uint96 claimed;
        uint32 epoch;
    }

    /// @notice `deposits` and the two sums that leave; the rest mirrors the vault's account.
    struct Books {
        uint256 deposits;
        uint256 debits;
        uint256 withdrawals;
        uint96 thawing;
        uint32 thawEnd;
        uint32 epoch;
    }

    /// @notice `cap` is the newest grant's, `highestCap` the highest the payer ever signed.
    struct Key {
        uint256 cap;
        uint256 highestCap;
        uint256 spent;
        uint256 end;
        uint256 nonce;
        address integrator;
        bool revoked;
    }

    uint256 internal constant PAYERS = 2;
    uint256 internal constant GATEWAYS = 2;
    uint256 internal constant SERVICES = 3;
    /// @dev Signer 0 is the payer himself, the others are his session keys.
    uint256 internal constant SIGNERS = 3;
    uint256 internal constant PAYEES = 2;
    uint256 internal constant GATEWAY_SECRET = 0xB000;
    uint256 internal constant PAYEE_SECRET = 0xC000;
    uint256 internal constant INTEGRATOR_SECRET = 0xD000;

    Market internal market;
    uint256[SERVICES] internal serviceIds;
    Tab[] internal tabs;

    mapping(uint256 payer => mapping(uint256 gateway => Books)) internal books;
    mapping(uint256 payer => mapping(uint256 gateway => mapping(uint256 signer => Key))) internal keys;
    mapping(address payee => mapping(uint256 serviceId => uint256)) internal owedForService;
    mapping(address account => uint256) internal owedShare;
    uint256 internal owedTreasury;
    uint256 internal owedRewards;
    /// @notice What all parties together have taken out of Earnings.
    uint256 internal paidOut;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;

    // The cast. Addresses are kept: deriving one costs more than an action.

    address[PAYERS] public payers;
    address[GATEWAYS] public gateways;
    address[PAYEES] public payees;
    address[SIGNERS][PAYERS] public signers;
    address public integrator;

    function assemble() internal {
        integrator = vm.addr(INTEGRATOR_SECRET);
        for (uint256 i; i < GATEWAYS; ++i) gateways[i] = vm.addr(GATEWAY_SECRET + i);
        for (uint256 i; i < PAYEES; ++i) payees[i] = vm.addr(PAYEE_SECRET + i);
        for (uint256 payer; payer < PAYERS; ++payer) {
            payers[payer] = vm.addr(signerSecret(payer, 0));
            for (uint256 signer; signer < SIGNERS; ++signer) {
                signers[payer][signer] = vm.addr(signerSecret(payer, signer));
            }
        }
    }

    function signerSecret(uint256 payer, uint256 signer) internal pure returns (uint256) {
        return 0xA000 + 16 * payer + signer;
    }

    // Rules

    function balanceOf(uint256 payer, uint256 gateway) public view returns (uint256) {
        Books storage account = books[payer][gateway];
        return account.deposits - account.debits - account.withdrawals;
    }

    /// @dev What the ledger has claimed in the account's epoch.
    function claimedNow(Tab storage tab) internal view returns (uint96) {
        return tab.epoch == books[tab.payer][tab.gateway].epoch ? tab.claimed : 0;
    }

    /// @dev Whether the vault must take the row, by the words of IEscrowVault.
    function mustPass(Tab storage tab, uint96 charged) internal view returns (bool) {
        IEscrowVault.Voucher storage voucher = tab.newest.voucher;
        Books storage account = books[tab.payer][tab.gateway];
        Key storage key = keys[tab.payer][tab.gateway][tab.signer];
        if (voucher.epoch != account.epoch || block.timestamp >= voucher.validBefore) return false;
        if (charged <= claimedNow(tab) || charged > voucher.cumulative) return false;
        uint256 delta = charged - claimedNow(tab);
        if (tab.signer != 0) {
            if (key.nonce == 0 || block.timestamp >= key.end + 24 hours) return false;
            if (key.spent + delta > key.cap) return false;
        }
        return delta <= balanceOf(tab.payer, tab.gateway);
    }

    /// @dev Books a row that passed: what the payer loses is what the others gain.
    function book(Tab storage tab, uint96 charged) internal {
        uint256 delta = charged - claimedNow(tab);
        Books storage account = books[tab.payer][tab.gateway];
        account.debits += delta;
        if (account.thawing > balanceOf(tab.payer, tab.gateway)) {
            account.thawing = uint96(balanceOf(tab.payer, tab.gateway));
        }
        tab.claimed = charged;
        tab.epoch = account.epoch;
        if (tab.signer != 0) keys[tab.payer][tab.gateway][tab.signer].spent += delta;
        bookShares(tab, delta);
    }

    function bookShares(Tab storage tab, uint256 delta) private {
        (ServiceClass class, ) = market.services.classOf(tab.serviceId, tab.newest.termsId);
        IFeeSchedule.Fees memory fees = market.fees.feesOf(class, tab.newest.feeVersion);
        address payee = market.services.payeeOf(tab.serviceId);
        address brought = tab.signer == 0 ? address(0) : keys[tab.payer][tab.gateway][tab.signer].integrator;
        if (brought == payee || brought == market.owners.ownerOf(tab.serviceId)) brought = address(0);

        uint256 fee = Math.mulDiv(delta, fees.feeBps, 10_000, Math.Rounding.Ceil);
        uint256 gatewayShare = Math.mulDiv(fee, fees.gatewayBps, 10_000);
        uint256 rewards = Math.mulDiv(fee, fees.rewardsBps, 10_000);
        uint256 integratorShare = brought == address(0) ? 0 : Math.mulDiv(fee, fees.integratorBps, 10_000);
        owedForService[payee][tab.serviceId] += delta - fee;
        owedShare[gateways[tab.gateway]] += gatewayShare;
        owedShare[brought] += integratorShare;
        owedRewards += rewards;
        owedTreasury += fee - gatewayShare - rewards - integratorShare;
    }

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }
}
