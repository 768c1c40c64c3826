// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice Calls and claims. Every batch has bad rows among the good ones.
abstract contract GatewayActions is MarketMessages {
    uint256 private constant CHOSEN = 4;
    uint256 private constant PROMISES = 40;
    /// @dev Of one tab in a batch: two forms of what must not pass, the row, the same again.
    uint256 private constant ROWS = 5;

    uint256 private _calls;

    /// @notice Calls on three tabs in a row, each with its receipt. Whether the balance covers them is not asked.
    function call(uint256 tabSeed, uint256 price, uint256 life) external {
        for (uint256 i; i < 3; ++i) _call(((tabSeed % tabs.length) + i) % tabs.length, price, life);
    }

    /// @dev The signer signs the next cumulative voucher, the gateway a receipt for all of it.
    function _call(uint256 id, uint256 price, uint256 life) private {
        Tab storage tab = tabs[id];
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
            cumulative: before + priceFrom(price),
            validBefore: uint64(block.timestamp + between(life, 1 hours, 14 days))
        });
        tab.newest.voucher = voucher;
        tab.newest.charged = voucher.cumulative;
        tab.newest.signature = sign(secretOf(tab.payer, tab.signer), market.vault.hashVoucher(voucher));
        (tab.newest.termsId, tab.newest.feeVersion) = (termsId, feeVersion);

        uint256 place = _calls++ % PROMISES;
        Promised storage promised = place < promises.length ? promises[place] : promises.push();
        promised.tab = id;
        promised.row = tab.newest;
        promised.issuedAt = uint64(block.timestamp);
    }

    /// @notice Claims tabs of a gateway, wholly or in part, of which one at least must pay.
    function claim(uint256 gatewaySeed, uint256 tabSeed, uint256 part) external {
        uint256[] memory chosen = _tabsOf(gatewaySeed % GATEWAYS, tabSeed, part);
        require(mustPass(tabs[chosen[0]], _charge(tabs[chosen[0]], part)), "nothing to claim");
        _claim(gatewaySeed % GATEWAYS, chosen, part);
    }

    /// @notice Claims one tab that must not pay: stale, expired, over a cap or a balance.
    function claimInVain(uint256 tabSeed) external {
        uint256[] memory chosen = new uint256[](1);
        chosen[0] = tabSeed % tabs.length;
        Tab storage tab = tabs[chosen[0]];
        require(!mustPass(tab, tab.newest.charged), "something to claim");
        _claim(tab.gateway, chosen, 0);
    }

    /// @dev Before each row one over its voucher, one forged by the gateway, one whose signature has another form; after it
    /// the same row again.
    function _claim(uint256 gateway, uint256[] memory chosen, uint256 part) private {
        IEscrowVault.ClaimRow[] memory rows = new IEscrowVault.ClaimRow[](chosen.length * ROWS);
        for (uint256 i; i < chosen.length; ++i) {
            Tab storage tab = tabs[chosen[i]];
            IEscrowVault.ClaimRow memory row = tab.newest;
            row.charged = _charge(tab, part);
            rows[ROWS * i] = _overVoucher(tab);
            rows[ROWS * i + 1] = _forged(tab);
            rows[ROWS * i + 2] = _malleated(row, i % 2 == 0);
            rows[ROWS * i + 3] = _isMangled(chosen, i) ? _malleated(row, true) : row;
            rows[ROWS * i + 4] = _isMangled(chosen, i) ? _malleated(row, false) : row;
        }

        attempt(
            gateways[gateway],
            address(market.vault),
            abi.encodeCall(IEscrowVault.claim, (gateways[gateway], rows, bytes32(part))),
            true,
            "14: a row stopped the batch"
        );

        for (uint256 i; i < chosen.length; ++i) {
            Tab storage tab = tabs[chosen[i]];
            uint96 charged = rows[ROWS * i + 3].charged;
            if (!_isMangled(chosen, i) && mustPass(tab, charged)) bookRow(tab, tab.newest, charged);
        }
    }

    /// @dev The last of several tabs has its row in other forms alone, which would pass for the row unseen elsewhere.
    function _isMangled(uint256[] memory chosen, uint256 i) private pure returns (bool) {
        return i != 0 && i == chosen.length - 1;
    }

    /// @dev The first from the seed on that must pay, and those after it.
    function _tabsOf(
        uint256 gateway,
        uint256 seed,
        uint256 part
    ) private view returns (uint256[] memory chosen) {
        chosen = new uint256[](CHOSEN);
        uint256 found;
        for (uint256 i; i < 2 * tabs.length && found < CHOSEN; ++i) {
            uint256 id = ((seed % tabs.length) + i) % tabs.length;
            Tab storage tab = tabs[id];
            if (tab.gateway != gateway) continue;
            if (found == 0 && i < tabs.length && !mustPass(tab, _charge(tab, part))) continue;
            chosen[found++] = id;
        }
    }

    /// @dev All that is signed, or a part of what is new.
    function _charge(Tab storage tab, uint256 part) private view returns (uint96) {
        (uint96 claimed, uint96 signed) = (claimedNow(tab), tab.newest.voucher.cumulative);
        if (part % 2 == 0 || signed <= claimed) return signed;
        return claimed + uint96(between(part, 1, signed - claimed));
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
        row.signature = sign(GATEWAY_SECRET + tab.gateway, market.vault.hashVoucher(row.voucher));
    }

    function _malleated(
        IEscrowVault.ClaimRow memory row,
        bool short
    ) private pure returns (IEscrowVault.ClaimRow memory) {
        return
            IEscrowVault.ClaimRow(
                row.voucher,
                row.signature.length == 65 ? malleated(row.signature, short) : bytes(""),
                row.charged,
                row.termsId,
                row.feeVersion,
                row.servicesProof
            );
    }
}
