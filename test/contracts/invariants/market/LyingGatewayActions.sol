// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {IForcedClaims} from "../../../../contracts/interfaces/IForcedClaims.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice A gateway whose receipts lie, and strangers who say they are it. None of these may ever be paid.
abstract contract LyingGatewayActions is MarketMessages {
    function lieAboutACall(uint256 seed, uint256 kind) external {
        Promised storage promised = _forcible(seed);
        (IEscrowVault.ClaimRow memory row, uint256 gateway) = (promised.row, tabs[promised.tab].gateway);
        IEscrowVault.Receipt memory receipt = receiptOf(promised);
        uint256 signer = gateway;
        kind %= 10;
        // More than the payer signed.
        if (kind == 0) row.charged = receipt.chargedCumulative = row.voucher.cumulative + 1;
        // Another sum than the row's.
        if (kind == 1) receipt.chargedCumulative += 1;
        // Dated ahead.
        if (kind == 2) receipt.issuedAt = uint64(block.timestamp + 1);
        // Signed by another gateway.
        if (kind == 3) signer = 1 - gateway;
        // Of another epoch than the voucher.
        if (kind == 4) receipt.epoch += 1;
        // Dated after the voucher's end.
        if (kind == 5) receipt.issuedAt = row.voucher.validBefore + 1;
        // The receipt of an exact.
        if (kind == 6) receipt.seq = 0;
        // For cheaper terms.
        if (kind == 7) row.feeVersion += 1;
        // Dated after the payer had left.
        if (kind == 9) receipt.issuedAt = _afterExit(tabs[promised.tab].payer, gateway, receipt.epoch);
        // A voucher that the gateway has raised and signed.
        if (kind == 8) {
            row.voucher.cumulative += 1e6;
            row.charged = receipt.chargedCumulative = row.voucher.cumulative;
            row.signature = sign(GATEWAY_SECRET + gateway, market.vault.hashVoucher(row.voucher));
        }
        bytes memory signature = signReceipt(signer, receipt);
        bytes memory data = abi.encodeCall(IForcedClaims.forceClaim, (row, receipt, signature));
        mustFail(integrator, address(market.forced), data, "12: a lie about a call was paid");
    }

    function lieAboutAnExact(uint256 seed, uint256 kind) external {
        Exact storage exact = _forcibleExact(seed);
        IExactPayments.ExactRow memory row = exact.row;
        IEscrowVault.Receipt memory receipt = receiptOf(exact);
        uint256 signer = exact.gateway;
        kind %= 8;
        // More than the payer signed.
        if (kind == 0) row.value = receipt.chargedCumulative = uint96(row.value) + 1;
        // For a later end.
        if (kind == 1) row.validBefore += 1 days;
        // Dated ahead, and before it was valid.
        if (kind == 2) receipt.issuedAt = uint64(block.timestamp + 1);
        if (kind == 3) receipt.issuedAt = uint64(row.validAfter);
        // Dated after the payer had left.
        if (kind == 7) receipt.issuedAt = _afterExit(exact.payer, signer, receipt.epoch);
        // Signed by another gateway, and for another call.
        if (kind == 4) signer = 1 - signer;
        if (kind == 5) receipt.callId = bytes32(uint256(receipt.callId) + 1);
        // The account of another gateway.
        if (kind == 6) {
            signer = 1 - signer;
            receipt.gateway = gateways[signer];
        }
        bytes memory signature = signReceipt(signer, receipt);
        bytes memory data = abi.encodeCall(IForcedClaims.forceExact, (row, receipt, signature));
        mustFail(integrator, address(market.forced), data, "12: a lie about an exact was paid");
    }

    /// @dev One that the truth would be paid for, if there is one: a lie about it has the best chance.
    function _forcible(uint256 seed) private view returns (Promised storage promised) {
        require(promises.length != 0, "no call yet");
        for (uint256 i; i < promises.length; ++i) {
            promised = promises[((seed % promises.length) + i) % promises.length];
            (Source source, ) = mustForce(promised);
            if (source != Source.Nobody) return promised;
        }
        return promises[seed % promises.length];
    }

    function _forcibleExact(uint256 seed) private view returns (Exact storage exact) {
        require(exacts.length != 0, "no exact");
        for (uint256 i; i < exacts.length; ++i) {
            exact = exacts[((seed % exacts.length) + i) % exacts.length];
            (Source source, ) = mustForceExact(exact);
            if (source != Source.Nobody) return exact;
        }
        return exacts[seed % exacts.length];
    }

    /// @dev Ahead of time while the epoch lasts.
    function _afterExit(uint256 payer, uint256 gateway, uint32 epoch) private view returns (uint64) {
        uint40 end = books[payer][gateway].ended[epoch].endedAt;
        return uint64(end == 0 ? block.timestamp : end) + 1;
    }
}
