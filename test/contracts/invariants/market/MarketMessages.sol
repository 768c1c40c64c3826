// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICredit} from "../../../../contracts/interfaces/ICredit.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {FickleWallet} from "./FickleWallet.sol";
import {MarketRules} from "./MarketRules.sol";
import {vm} from "../Vm.sol";

/// @notice What the actors sign, and how an action is tried.
abstract contract MarketMessages is MarketRules {
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    bytes32 private constant TRANSFER_TYPEHASH = keccak256(
        "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
    );

    /// @dev Calls as `sender`. Must succeed exactly when `allowed`; an action that is refused rightly ends here, and counts
    /// as refused.
    function attempt(
        address sender,
        address target,
        bytes memory data,
        bool allowed,
        string memory otherwise
    ) internal returns (bytes memory result) {
        bool success;
        vm.prank(sender);
        (success, result) = target.call(data);
        require(success || allowed, "refused, as it must be");
        expect(success == allowed, otherwise);
    }

    /// @dev Calls as `sender` what nobody may ever do.
    function mustFail(address sender, address target, bytes memory data, string memory otherwise) internal {
        vm.prank(sender);
        (bool success, ) = target.call(data);
        expect(!success, otherwise);
    }

    function between(uint256 seed, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + (seed % (high - low + 1));
    }

    /// @dev Now and then so little that rounding is all of it.
    function priceFrom(uint256 seed) internal pure returns (uint96) {
        return uint96(seed % 4 == 0 ? between(seed / 4, 1, 50) : between(seed, 1, 300e6));
    }

    function waitUntil(uint256 time) internal {
        if (time > block.timestamp) vm.warp(time);
    }

    /// @dev Tells the time itself: an optimizer takes the block's for one that never changes.
    function waited(uint256 until) internal returns (uint256 time) {
        time = until > block.timestamp ? until : block.timestamp;
        vm.warp(time);
    }

    // Signatures

    function secretOf(uint256 payer, uint256 signer) internal pure returns (uint256) {
        if (payer == 1 && signer == 0) return PAYEE_SECRET;
        return 0xA000 + 16 * payer + signer;
    }

    function sign(uint256 secret, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(secret, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev Another form of a valid signature: its twin with a high s, or the 64 bytes of EIP-2098.
    function malleated(bytes memory signature, bool short) internal pure returns (bytes memory) {
        bytes32 r;
        uint256 s;
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }
        uint8 v = uint8(signature[64]);
        if (short) return abi.encodePacked(r, s | (uint256(v - 27) << 255));
        return abi.encodePacked(r, ORDER - s, 55 - v);
    }

    /// @dev As the payer signs for himself: the wallet by its owner, whom it stands by or not.
    function signAsPayer(uint256 payer, bytes32 digest) internal pure returns (bytes memory) {
        return sign(secretOf(payer, 0), digest);
    }

    function standsBy(uint256 payer) internal view returns (bool) {
        return payer != WALLET || wallet.mood() == FickleWallet.Mood.Faithful;
    }

    // Receipts

    function receiptOf(
        Promised storage promised
    ) internal view returns (IEscrowVault.Receipt memory receipt) {
        IEscrowVault.Voucher storage voucher = promised.row.voucher;
        receipt.callId = bytes32(promised.tab);
        (receipt.payer, receipt.gateway, receipt.key) = (voucher.payer, voucher.gateway, voucher.key);
        (receipt.serviceId, receipt.termsHash, receipt.epoch) = (
            voucher.serviceId,
            voucher.termsHash,
            voucher.epoch
        );
        (receipt.seq, receipt.chargedCumulative, receipt.issuedAt) = (
            1,
            promised.row.charged,
            promised.issuedAt
        );
    }

    function receiptOf(Exact storage exact) internal view returns (IEscrowVault.Receipt memory receipt) {
        IExactPayments.ExactRow storage row = exact.row;
        receipt.callId = row.nonce;
        (receipt.payer, receipt.gateway, receipt.key) = (row.from, gateways[exact.gateway], row.from);
        (receipt.serviceId, receipt.epoch) = (row.serviceId, exact.epoch);
        receipt.termsHash = keccak256(abi.encode(row.termsId, row.feeVersion));
        (receipt.chargedCumulative, receipt.issuedAt) = (uint96(row.value), exact.issuedAt);
    }

    function signReceipt(
        uint256 gateway,
        IEscrowVault.Receipt memory receipt
    ) internal view returns (bytes memory) {
        return sign(GATEWAY_SECRET + gateway, market.vault.hashReceipt(receipt));
    }

    // Exacts

    function payToOf(IExactPayments.ExactRow memory row) internal view returns (address) {
        return market.doors.payToOf(row.serviceId, row.termsId, row.feeVersion);
    }

    function exactDigest(
        uint256 gateway,
        IExactPayments.ExactRow memory row,
        address to
    ) internal view returns (bytes32) {
        bytes32 domain = ICredit(market.doors.creditOf(gateways[gateway])).DOMAIN_SEPARATOR();
        bytes32 structHash = keccak256(
            abi.encode(TRANSFER_TYPEHASH, row.from, to, row.value, row.validAfter, row.validBefore, row.nonce)
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
