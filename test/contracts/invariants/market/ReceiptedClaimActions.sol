// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChargeDisputes} from "../../../../contracts/interfaces/IChargeDisputes.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {DisputeRules} from "./DisputeRules.sol";

/// @notice Claims of two rows under the root of their receipts, and payers who dispute them.
abstract contract ReceiptedClaimActions is DisputeRules {
    /// @param flaw Every other gateway has kept its receipts.
    /// @param position Where the payer disputes the first row at once, and the other if `eager`.
    function claimReceipted(
        uint256 tabSeed,
        uint256 split,
        uint256 flaw,
        uint96 position,
        bool eager
    ) external {
        _claimReceipted(tabSeed, split, flaw, position, eager);
    }

    function _claimReceipted(
        uint256 tabSeed,
        uint256 split,
        uint256 flaw,
        uint96 position,
        bool eager
    ) internal {
        uint256[2] memory chosen = _chosen(tabSeed, split);
        ClaimedRow[2] memory rows;
        bytes32[2] memory nodes;
        IEscrowVault.ClaimRow[] memory claimRows = new IEscrowVault.ClaimRow[](2);
        for (uint256 i; i < 2; ++i) {
            Tab storage tab = tabs[chosen[i]];
            claimRows[i] = tab.newest;
            claimRows[i].charged = _chargeOf(tab, split);
            rows[i] = _rowOf(tab, i, claimRows[i].charged, split, flaw);
            // Nothing new has no tree.
            if (rows[i].row.charged > rows[i].row.before) nodes[i] = nodeOf(rows[i]);
        }
        bytes32 root = keccak256(abi.encode(uint256(3), nodes[0], nodes[1]));
        address gateway = gateways[rows[0].gateway];
        bytes memory result = attempt(
            gateway,
            address(market.vault),
            abi.encodeCall(IEscrowVault.claim, (gateway, claimRows, root)),
            true,
            "14: a receipted claim was stopped"
        );

        bytes32[2] memory rowHashes;
        for (uint256 i; i < 2; ++i) {
            Tab storage tab = tabs[chosen[i]];
            if (!mustPass(tab, claimRows[i].charged)) continue;
            bookRow(tab, tab.newest, claimRows[i].charged);
            rowHashes[i] = _rowHash(gateway, rows[i].row);
        }
        for (uint256 i; i < 2; ++i) {
            if (rowHashes[i] == 0) continue;
            (rows[i].claimId, rows[i].root) = (abi.decode(result, (uint256)), root);
            (rows[i].rowHashes, rows[i].beside) = (rowHashes, nodes[1 - i]);
            claimedRows.push(rows[i]);
            if (eager || i == 0) _open(claimedRows.length - 1, _within(rows[i].row, position));
        }
    }

    /// @notice The payer asks for one of the units; now and then for one beside the row.
    function openDispute(uint256 seed, uint96 position) external {
        uint256 id = _disputable(seed);
        IChargeDisputes.ClaimedRow storage row = claimedRows[id].row;
        if (position % 16 == 0) return _open(id, row.before);
        if (position % 16 == 1) return _open(id, row.charged + 1);
        _open(id, _within(row, position));
    }

    function _open(uint256 id, uint96 position) internal {
        ClaimedRow storage claimed = claimedRows[id];
        bytes32[] memory rowHashes = new bytes32[](2);
        (rowHashes[0], rowHashes[1]) = (claimed.rowHashes[0], claimed.rowHashes[1]);
        IChargeDisputes.ClaimRecord memory record = IChargeDisputes.ClaimRecord(
            claimed.claimId,
            gateways[claimed.gateway],
            uint64(claimed.time),
            claimed.root,
            rowHashes
        );
        IGatewayRegistry.Permit memory none;
        market.usdc.mint(claimed.row.payer, disputeBond);
        attempt(
            claimed.row.payer,
            address(market.disputes),
            abi.encodeCall(
                IChargeDisputes.open,
                (record, claimed.row, position, IChargeDisputes.Reason.NoSuchCall, none)
            ),
            mayOpen(claimed, position),
            "13: open"
        );
        bookOpened(id, position);
        if (claimed.flaw != Flaw.None) _answerInVain(claimed, position);
    }

    function _answerInVain(ClaimedRow memory claimed, uint96 position) private {
        IChargeDisputes.Answer memory shown = answerOf(claimed, receiptAt(claimed, position));
        bytes memory data = abi.encodeCall(IChargeDisputes.answer, (disputes.length, shown));
        mustFail(gateways[claimed.gateway], address(market.disputes), data, "13: a false tree had an answer");
    }

    function _within(IChargeDisputes.ClaimedRow memory row, uint96 seed) internal pure returns (uint96) {
        return uint96(between(seed, row.before + 1, row.charged));
    }

    /// @dev The newest row from the seed back that can be disputed, if there is one; else any.
    function _disputable(uint256 seed) private view returns (uint256) {
        uint256 rows = claimedRows.length;
        require(rows != 0, "no receipted claim");
        uint256 skipped = seed % 3;
        for (uint256 i = rows; i > 0; --i) {
            if (!mayOpen(claimedRows[i - 1], claimedRows[i - 1].row.charged)) continue;
            if (skipped == 0) return i - 1;
            skipped -= 1;
        }
        return seed % rows;
    }

    /// @dev The first tab from the seed on that must pay, and the next of its gateway.
    function _chosen(uint256 seed, uint256 split) private view returns (uint256[2] memory chosen) {
        (uint256 all, uint256 from) = (tabs.length, seed % tabs.length);
        uint256 i;
        while (i < all && !mustPass(tabs[(from + i) % all], _chargeOf(tabs[(from + i) % all], split))) ++i;
        require(i < all, "nothing to claim");
        chosen[0] = (from + i) % all;
        chosen[1] = (chosen[0] + 1) % all;
        while (tabs[chosen[1]].gateway != tabs[chosen[0]].gateway) chosen[1] = (chosen[1] + 1) % all;
    }

    /// @dev At most what two calls may cost.
    function _chargeOf(Tab storage tab, uint256 split) private view returns (uint96) {
        (uint96 claimed, uint96 signed) = (claimedNow(tab), tab.newest.voucher.cumulative);
        if (signed <= claimed) return claimed;
        return uint96(Math.min(signed, claimed + between(split, 1, 2 * MAX_PRICE)));
    }

    function _rowOf(
        Tab storage tab,
        uint256 index,
        uint96 charged,
        uint256 split,
        uint256 flawSeed
    ) private view returns (ClaimedRow memory claimed) {
        IEscrowVault.Voucher storage voucher = tab.newest.voucher;
        (claimed.payer, claimed.gateway, claimed.time) = (tab.payer, tab.gateway, block.timestamp);
        claimed.feeVersion = tab.newest.feeVersion;
        claimed.row = IChargeDisputes.ClaimedRow(
            index,
            voucher.payer,
            voucher.key,
            voucher.serviceId,
            voucher.epoch,
            voucher.termsHash,
            claimedNow(tab),
            charged
        );
        uint96 taken = charged - claimed.row.before;
        (claimed.start, claimed.total) = (claimed.row.before, taken);
        if (taken == 0) return claimed;
        uint256 least = taken > MAX_PRICE ? taken - MAX_PRICE : 1;
        claimed.first = uint96(between(split / 7, least, Math.min(taken, MAX_PRICE)));

        Flaw flaw = flawSeed % 2 == 0 ? Flaw(1 + ((flawSeed / 2) % 5)) : Flaw.None;
        if (flaw == Flaw.Short || flaw == Flaw.Late) {
            if (taken == 1) return claimed;
            claimed.total -= 1;
            claimed.first = uint96(Math.min(claimed.first, claimed.total));
            if (flaw == Flaw.Late) claimed.start += 1;
        }
        if (flaw == Flaw.Dear) {
            if (taken <= MAX_PRICE) return claimed;
            claimed.first = taken;
        }
        claimed.flaw = flaw;
    }

    function _rowHash(address gateway, IChargeDisputes.ClaimedRow memory row) private pure returns (bytes32) {
        bytes32 ledger = keccak256(abi.encode(row.payer, gateway, row.key, row.serviceId));
        return keccak256(abi.encode(ledger, row.epoch, row.termsHash, row.before, row.charged));
    }
}
