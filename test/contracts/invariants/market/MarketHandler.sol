// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../contracts/interfaces/IEscrowVault.sol";
import {ServiceClass} from "../../../contracts/interfaces/IFeeSchedule.sol";
import {Market} from "./MarketFixture.sol";
import {MarketModel} from "./MarketModel.sol";
import {vm} from "./Vm.sol";

/// @notice The moves of payers, gateways, publishers, governance and time, in any order. An action that the contracts
/// refuse reverts and so counts as failed; most arguments are drawn so that it often succeeds.
abstract contract MarketHandler is MarketModel {
    address private immutable GOVERNANCE;

    constructor(Market memory market_, uint256[SERVICES] memory serviceIds_) {
        (market, serviceIds, GOVERNANCE) = (market_, serviceIds_, msg.sender);
        assemble();
        for (uint256 payer; payer < PAYERS; ++payer) {
            vm.prank(payers[payer]);
            market_.usdc.approve(address(market_.vault), type(uint256).max);
            for (uint256 gateway; gateway < GATEWAYS; ++gateway) {
                _deposit(payer, gateway, 20e6);
                for (uint256 signer; signer < SIGNERS; ++signer) {
                    if (signer == 1) _grant(payer, gateway, signer, 40e6, 14 days, payees[0]);
                    for (uint256 i; i < SERVICES; ++i) {
                        Tab storage tab = tabs.push();
                        (tab.payer, tab.gateway, tab.signer) = (payer, gateway, signer);
                        tab.serviceId = serviceIds_[i];
                    }
                }
            }
        }
    }

    // Payers

    function deposit(uint256 payerSeed, uint256 gatewaySeed, uint256 amount) external {
        _deposit(payerSeed % PAYERS, gatewaySeed % GATEWAYS, uint96(_between(amount, 0.9e6, 30e6)));
    }

    function _deposit(uint256 payer, uint256 gateway, uint96 value) private {
        address from = payers[payer];
        market.usdc.mint(from, value);
        vm.prank(from);
        market.vault.deposit(from, gateways[gateway], value, IEscrowVault.Permit(0, 0, 0, 0));
        books[payer][gateway].deposits += value;
    }

    function thaw(uint256 payerSeed, uint256 gatewaySeed, uint256 amount) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        Books storage account = books[payer][gateway];
        uint256 free = balanceOf(payer, gateway) - account.thawing;
        uint96 value = uint96(amount % 2 == 0 ? free : _between(amount, 1, free + 1));
        vm.prank(payers[payer]);
        market.vault.thaw(gateways[gateway], value);
        account.thawing += value;
        account.thawEnd = uint32(block.timestamp + 24 hours);
        expect(account.thawing <= balanceOf(payer, gateway), "thawed more than the balance");
    }

    function cancelThaw(uint256 payerSeed, uint256 gatewaySeed, uint256 rarely) external {
        require(rarely % 3 == 0, "left to thaw");
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        vm.prank(payers[payer]);
        market.vault.cancelThaw(gateways[gateway]);
        (books[payer][gateway].thawing, books[payer][gateway].thawEnd) = (0, 0);
    }

    function withdraw(uint256 payerSeed, uint256 gatewaySeed) external {
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        Books storage account = books[payer][gateway];
        uint256 before = market.usdc.balanceOf(payers[payer]);
        bool due = account.thawing != 0 && block.timestamp >= account.thawEnd;
        vm.prank(payers[payer]);
        try market.vault.withdraw(gateways[gateway], payers[payer]) {} catch {
            require(due, "not thawed");
            return expect(false, "a thawed withdrawal was refused");
        }
        expect(due, "withdrawn before thawEnd");
        expect(market.usdc.balanceOf(payers[payer]) - before == account.thawing, "withdrew another sum");
        account.withdrawals += account.thawing;
        (account.thawing, account.thawEnd, account.epoch) = (0, 0, account.epoch + 1);
    }

    function grant(
        uint256 payerSeed,
        uint256 gatewaySeed,
        uint256 signerSeed,
        uint256 cap,
        uint256 life
    ) external {
        address[3] memory brought = [address(0), integrator, payees[0]];
        _grant(
            payerSeed % PAYERS,
            gatewaySeed % GATEWAYS,
            1 + (signerSeed % (SIGNERS - 1)),
            uint128(_between(cap, 1e6, 60e6)),
            _between(life, 1 hours, 14 days),
            brought[cap % brought.length]
        );
    }

    function _grant(
        uint256 payer,
        uint256 gateway,
        uint256 signer,
        uint128 cap,
        uint256 life,
        address brought
    ) private {
        Key storage key = keys[payer][gateway][signer];
        IEscrowVault.SignedGrant memory signed;
        signed.grant = IEscrowVault.SessionGrant({
            payer: payers[payer],
            key: signers[payer][signer],
            gateway: gateways[gateway],
            integrator: brought,
            cap: cap,
            maxPerCall: 0,
            validBefore: uint64(block.timestamp + life),
            servicesRoot: 0,
            nonce: key.nonce + 1
        });
        signed.grantSignature = _sign(signerSecret(payer, 0), market.vault.hashSessionGrant(signed.grant));
        signed.proofDeadline = uint64(block.timestamp);
        signed.keyProof = _sign(
            signerSecret(payer, signer),
            market.vault.hashKeyProof(
                IEscrowVault.KeyProof(signed.grant.payer, signed.grant.gateway, signed.proofDeadline)
            )
        );
        market.vault.grantKey(signed);
        key.nonce += 1;
        key.cap = signed.grant.cap;
        if (key.cap > key.highestCap) key.highestCap = key.cap;
        key.integrator = signed.grant.integrator;
        if (!key.revoked || signed.grant.validBefore < key.end) key.end = signed.grant.validBefore;
    }

    function revoke(uint256 payerSeed, uint256 gatewaySeed, uint256 signerSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "left in use");
        (uint256 payer, uint256 gateway) = (payerSeed % PAYERS, gatewaySeed % GATEWAYS);
        uint256 signer = 1 + (signerSeed % (SIGNERS - 1));
        Key storage key = keys[payer][gateway][signer];
        vm.prank(payers[payer]);
        market.vault.revokeKey(gateways[gateway], signers[payer][signer]);
        bool known = key.nonce != 0 || key.revoked;
        if (!known || block.timestamp < key.end) key.end = block.timestamp;
        key.revoked = true;
    }

    // Gateways

    /// @notice Calls on three tabs in a row. Whether the balance covers them is not asked.
    function call(uint256 tabSeed, uint256 price, uint256 life) external {
        for (uint256 i; i < 3; ++i) _call(tabs[((tabSeed % tabs.length) + i) % tabs.length], price, life);
    }

    /// @dev The signer signs the next cumulative voucher.
    function _call(Tab storage tab, uint256 price, uint256 life) private {
        uint32 epoch = books[tab.payer][tab.gateway].epoch;
        uint96 before = tab.newest.voucher.epoch == epoch ? tab.newest.voucher.cumulative : 0;
        (bytes32 termsId, uint32 feeVersion, ) = market.services.currentTerms(tab.serviceId);
        IEscrowVault.Voucher memory voucher = IEscrowVault.Voucher({
            payer: payers[tab.payer],
            gateway: gateways[tab.gateway],
            key: signers[tab.payer][tab.signer],
            serviceId: tab.serviceId,
            termsHash: market.services.termsHash(tab.serviceId),
            epoch: epoch,
            cumulative: before + uint96(_between(price, 1, 3e6)),
            validBefore: uint64(block.timestamp + _between(life, 1 hours, 14 days))
        });
        tab.newest.voucher = voucher;
        tab.newest.signature = _sign(signerSecret(tab.payer, tab.signer), market.vault.hashVoucher(voucher));
        tab.newest.termsId = termsId;
        tab.newest.feeVersion = feeVersion;
    }

    /// @notice Claims six tabs of a gateway, wholly or in part, of which one at least must pay.
    function claim(uint256 gatewaySeed, uint256 tabSeed, uint256 part) external {
        uint256[] memory chosen = _tabsOf(gatewaySeed % GATEWAYS, tabSeed);
        require(_anyPays(chosen, part), "nothing to claim");
        _claim(gatewaySeed % GATEWAYS, chosen, part);
    }

    /// @notice Claims tabs of which none may pay: stale, expired, over a cap or a balance.
    function claimInVain(uint256 gatewaySeed, uint256 tabSeed, uint256 part) external {
        uint256[] memory chosen = _tabsOf(gatewaySeed % GATEWAYS, tabSeed);
        require(!_anyPays(chosen, part), "something to claim");
        _claim(gatewaySeed % GATEWAYS, chosen, part);
    }

    /// @dev Each row is followed by three that must move nothing: over its voucher, forged, repeated.
    function _claim(uint256 gateway, uint256[] memory chosen, uint256 part) private {
        IEscrowVault.ClaimRow[] memory rows = new IEscrowVault.ClaimRow[](chosen.length * 4);
        for (uint256 i; i < chosen.length; ++i) {
            Tab storage tab = tabs[chosen[i]];
            rows[4 * i] = tab.newest;
            rows[4 * i].charged = _charge(tab, part);
            rows[4 * i + 1] = _overVoucher(tab);
            rows[4 * i + 2] = _forged(tab);
            rows[4 * i + 3] = rows[4 * i];
        }

        vm.prank(gateways[gateway]);
        try market.vault.claim(gateways[gateway], rows, bytes32(part)) {} catch {
            return expect(false, "a row stopped the batch");
        }

        for (uint256 i; i < chosen.length; ++i) {
            Tab storage tab = tabs[chosen[i]];
            if (mustPass(tab, rows[4 * i].charged)) book(tab, rows[4 * i].charged);
        }
    }

    // Publishers, shares, governance, time

    function publisherWithdraw(uint256 payeeSeed) external {
        address payee = payees[payeeSeed % PAYEES];
        uint256[] memory ids = new uint256[](SERVICES);
        uint256[SERVICES] memory matured;
        for (uint256 i; i < SERVICES; ++i) {
            ids[i] = serviceIds[i];
            matured[i] = market.earnings.maturedOf(payee, ids[i]);
        }
        vm.prank(payee);
        paidOut += market.earnings.withdraw(ids, payee);
        for (uint256 i; i < SERVICES; ++i) owedForService[payee][ids[i]] -= matured[i];
    }

    function shareWithdraw(uint256 seed) external {
        address[4] memory accounts = [gateways[0], gateways[1], integrator, payees[0]];
        address account = accounts[seed % accounts.length];
        vm.prank(account);
        uint256 amount = market.earnings.withdrawShare(account);
        expect(amount == owedShare[account], "paid another share");
        owedShare[account] = 0;
        paidOut += amount;
    }

    function sweep() external {
        uint256 amount = market.earnings.sweepTreasury();
        expect(amount == owedTreasury, "swept another sum");
        owedTreasury = 0;
        paidOut += amount;
    }

    function sell(uint256 serviceSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "not for sale");
        uint256 serviceId = serviceIds[serviceSeed % SERVICES];
        address seller = market.owners.ownerOf(serviceId);
        address buyer = seller == payees[0] ? payees[1] : payees[0];
        vm.prank(seller);
        market.owners.transferFrom(seller, buyer, serviceId);
    }

    function govern(uint256 classSeed, uint16 feeBps, uint32 hold) external {
        vm.prank(GOVERNANCE);
        market.fees.publishFees(ServiceClass(classSeed % 3), feeBps % 3_001, 3_000, 1_000, 1_000);
        vm.prank(GOVERNANCE);
        market.earnings.setHold(uint32(_between(hold, 1 days, 7 days)));
    }

    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, 40 hours));
    }

    // Rows

    function _tabsOf(uint256 gateway, uint256 seed) private view returns (uint256[] memory chosen) {
        chosen = new uint256[](6);
        uint256 found;
        for (uint256 i; found < chosen.length; ++i) {
            uint256 id = ((seed % tabs.length) + i) % tabs.length;
            if (tabs[id].gateway == gateway) chosen[found++] = id;
        }
    }

    function _anyPays(uint256[] memory chosen, uint256 part) private view returns (bool) {
        for (uint256 i; i < chosen.length; ++i) {
            if (mustPass(tabs[chosen[i]], _charge(tabs[chosen[i]], part))) return true;
        }
        return false;
    }

    /// @dev All that is signed, or a part of what is new.
    function _charge(Tab storage tab, uint256 part) private view returns (uint96) {
        (uint96 claimed, uint96 signed) = (claimedNow(tab), tab.newest.voucher.cumulative);
        if (part % 2 == 0 || signed <= claimed) return signed;
        return claimed + uint96(_between(part, 1, signed - claimed));
    }

    function _overVoucher(Tab storage tab) private view returns (IEscrowVault.ClaimRow memory row) {
        row = tab.newest;
        row.charged = row.voucher.cumulative + 1;
    }

    /// @dev The gateway raises the voucher and signs it himself.
    function _forged(Tab storage tab) private view returns (IEscrowVault.ClaimRow memory row) {
        row = tab.newest;
        row.voucher.cumulative += 1e6;
        row.charged = row.voucher.cumulative;
        row.signature = _sign(GATEWAY_SECRET + tab.gateway, market.vault.hashVoucher(row.voucher));
    }

    function _sign(uint256 secret, bytes32 digest) private pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(secret, digest);
        return abi.encodePacked(r, s, v);
    }

    function _between(uint256 seed, uint256 low, uint256 high) private pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }
}
