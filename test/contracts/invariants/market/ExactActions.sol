// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ICredit} from "../../../../contracts/interfaces/ICredit.sol";
import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {MarketMessages} from "./MarketMessages.sol";

/// @notice x402 exacts from the balance, one by one through the gateway's Credit and in batches.
abstract contract ExactActions is MarketMessages {
    uint256 private constant EXACTS = 16;
    uint256 private constant CHOSEN = 3;
    /// @dev Of one exact in a batch: raised, in another form, the row, the same again.
    uint256 private constant ROWS = 4;

    uint256 private _signed;

    /// @notice A payer signs, and the gateway receipts what it has served for it. The wallet cannot sign one.
    function signExact(
        uint256 payer,
        uint256 gateway,
        uint256 serviceSeed,
        uint256 price,
        uint256 life
    ) external {
        (payer, gateway) = (payer % WALLET, gateway % GATEWAYS);
        uint256 serviceId = serviceIds[serviceSeed % SERVICES];
        (bytes32 termsId, uint32 feeVersion, ) = market.services.currentTerms(serviceId);
        market.doors.openPayTo(serviceId, termsId, feeVersion);
        uint256 place = _signed++ % EXACTS;
        IExactPayments.ExactRow memory row = IExactPayments.ExactRow({
            from: payers[payer],
            value: priceFrom(price),
            validAfter: block.timestamp - 1,
            validBefore: block.timestamp + between(life, 1 hours, 14 days),
            nonce: bytes32(_signed),
            signature: "",
            serviceId: serviceId,
            termsId: termsId,
            feeVersion: feeVersion
        });
        row.signature = sign(secretOf(payer, 0), exactDigest(gateway, row, payToOf(row)));

        Exact storage exact = place < exacts.length ? exacts[place] : exacts.push();
        (exact.payer, exact.gateway, exact.used) = (payer, gateway, false);
        (exact.epoch, exact.issuedAt) = (books[payer][gateway].epoch, uint64(block.timestamp));
        exact.row = row;
    }

    function settleExacts(uint256 gatewaySeed, uint256 seed) external {
        uint256 gateway = gatewaySeed % GATEWAYS;
        Exact[] memory chosen = _exactsOf(gateway, seed);
        IExactPayments.ExactRow[] memory rows = new IExactPayments.ExactRow[](chosen.length * ROWS);
        for (uint256 i; i < chosen.length; ++i) {
            rows[ROWS * i] = _changed(chosen[i].row, chosen[i].row.value + 1, chosen[i].row.signature);
            rows[ROWS * i + 1] = _changed(
                chosen[i].row,
                chosen[i].row.value,
                malleated(chosen[i].row.signature, i % 2 == 0)
            );
            rows[ROWS * i + 2] = chosen[i].row;
            rows[ROWS * i + 3] = chosen[i].row;
        }
        bytes memory data = abi.encodeCall(IExactPayments.settleExacts, (gateways[gateway], rows));
        mustFail(gateways[1 - gateway], address(market.vault), data, "6: another gateway settled an exact");
        attempt(gateways[gateway], address(market.vault), data, true, "14: an exact stopped the batch");
        for (uint256 i; i < exacts.length; ++i) {
            Exact storage exact = exacts[i];
            if (!_isAmong(chosen, exact.row.nonce) || !_mustSettle(exact)) continue;
            bookExact(exact);
        }
    }

    /// @notice Both single forms. The payer himself and an address that is no PayTo come before, in vain.
    function settleByCredit(uint256 gatewaySeed, uint256 seed, bool parts) external {
        Exact storage exact = _settleable(gatewaySeed % GATEWAYS, seed);
        IExactPayments.ExactRow memory row = exact.row;
        address credit = market.doors.creditOf(gateways[exact.gateway]);
        address to = payToOf(row);
        bytes memory data = parts ? _inParts(row, to) : _inBytes(row, to);
        uint256 spendable = ICredit(credit).balanceOf(row.from);
        Books storage account = books[exact.payer][exact.gateway];
        expect(spendable == balanceOf(exact.payer, exact.gateway) - account.thawing, "10: balanceOf");
        mustFail(row.from, credit, data, "10: a payer settled his own exact");
        mustFail(gateways[exact.gateway], credit, _inBytes(row, row.from), "10: an exact went to no PayTo");
        attempt(gateways[exact.gateway], credit, data, _mustSettle(exact), "10: settle by Credit");
        bookExact(exact);
    }

    function _mustSettle(Exact storage exact) private view returns (bool) {
        if (exact.used || block.timestamp <= exact.row.validAfter) return false;
        if (block.timestamp >= exact.row.validBefore) return false;
        return exact.row.value <= balanceOf(exact.payer, exact.gateway);
    }

    /// @dev In the order in which they are kept, so that they are booked in the order of their rows.
    function _exactsOf(uint256 gateway, uint256 seed) private view returns (Exact[] memory chosen) {
        uint256 found;
        uint256 skipped = exacts.length == 0 ? 0 : seed % exacts.length;
        Exact[] memory room = new Exact[](CHOSEN);
        for (uint256 i = skipped; i < exacts.length && found < CHOSEN; ++i) {
            if (exacts[i].gateway == gateway) room[found++] = exacts[i];
        }
        require(found != 0, "no exact");
        chosen = new Exact[](found);
        for (uint256 i; i < found; ++i) chosen[i] = room[i];
    }

    function _settleable(uint256 gateway, uint256 seed) private view returns (Exact storage exact) {
        require(exacts.length != 0, "no exact");
        exact = exacts[seed % exacts.length];
        for (uint256 i; i < exacts.length; ++i) {
            Exact storage other = exacts[((seed % exacts.length) + i) % exacts.length];
            if (other.gateway == gateway && _mustSettle(other)) return other;
        }
    }

    function _isAmong(Exact[] memory chosen, bytes32 nonce) private pure returns (bool) {
        for (uint256 i; i < chosen.length; ++i) if (chosen[i].row.nonce == nonce) return true;
        return false;
    }

    function _changed(
        IExactPayments.ExactRow memory row,
        uint256 value,
        bytes memory signature
    ) private pure returns (IExactPayments.ExactRow memory) {
        return
            IExactPayments.ExactRow({
                from: row.from,
                value: value,
                validAfter: row.validAfter,
                validBefore: row.validBefore,
                nonce: row.nonce,
                signature: signature,
                serviceId: row.serviceId,
                termsId: row.termsId,
                feeVersion: row.feeVersion
            });
    }

    function _inBytes(IExactPayments.ExactRow memory row, address to) private pure returns (bytes memory) {
        return
            abi.encodeWithSignature(
                "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
                row.from,
                to,
                row.value,
                row.validAfter,
                row.validBefore,
                row.nonce,
                row.signature
            );
    }

    function _inParts(IExactPayments.ExactRow memory row, address to) private pure returns (bytes memory) {
        bytes memory signature = row.signature;
        (bytes32 r, bytes32 s) = (0, 0);
        assembly ("memory-safe") {
            r := mload(add(signature, 32))
            s := mload(add(signature, 64))
        }
        return
            abi.encodeWithSignature(
                "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
                row.from,
                to,
                row.value,
                row.validAfter,
                row.validBefore,
                row.nonce,
                uint8(signature[64]),
                r,
                s
            );
    }
}
