// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGatewayRegistry} from "../../../../contracts/interfaces/IGatewayRegistry.sol";
import {IStreams} from "../../../../contracts/interfaces/IStreams.sol";
import {vm} from "../Vm.sol";
import {StreamsModel} from "./StreamsModel.sol";

/// @notice What publishers offer, and how money comes into streams.
abstract contract OpeningActions is StreamsModel {
    /// @notice What can be wrong with an order.
    uint256 private constant WRONG_SETTLER = 1;
    uint256 private constant WRONG_SIGNER = 2;
    uint256 private constant LATE = 3;

    IGatewayRegistry.Permit internal noPermit;
    uint256 private _nonce;
    /// @dev What was signed and used last: replayed.
    IStreams.StreamOrder private _lastOrder;
    bytes private _lastSignature;

    function offer(uint256 seed, uint256 rateSeed, uint256 noticeSeed) external {
        uint256 s = seed % SERVICES;
        uint256 rate = _between(rateSeed, 1, 3_000);
        uint256 notice = _between(noticeSeed, 0, 2 days);
        vm.prank(personOf(owners[s]));
        streams.offer(serviceIds[s], uint96(rate), uint32(notice));
        offers[s] = Offered(rate, notice, tenures[s]);
        done["offer"] += 1;
    }

    function withdrawOffer(uint256 seed, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        uint256 s = seed % SERVICES;
        vm.prank(personOf(owners[s]));
        try streams.withdrawOffer(serviceIds[s]) {
            expect(offers[s].rate != 0, "S6: withdrew what was not offered");
            delete offers[s];
            done["withdrawOffer"] += 1;
        } catch {
            expect(offers[s].rate == 0, "S6: an offer stands against its publisher");
        }
    }

    function open(uint256 seed, uint256 rateSeed, uint256 hoursSeed, uint256 wrongSeed) external {
        (Running memory stream, bool allowed) = _wanted(seed, rateSeed, hoursSeed);
        uint256 wrong = wrongSeed % 8;
        IStreams.StreamOrder memory order = IStreams.StreamOrder({
            payer: payerOf(stream.payer),
            gateway: gatewayOf(stream.gateway),
            serviceId: serviceIds[stream.service],
            ratePerSecond: uint96(stream.rate),
            deposit: uint96(stream.deposit),
            notice: uint32(stream.notice),
            nonce: ++_nonce,
            deadline: uint64(wrong == LATE ? block.timestamp - 1 : block.timestamp)
        });
        uint256 signer = wrong == WRONG_SIGNER ? (stream.payer + 1) % PAYERS : stream.payer;
        bytes memory signature = _sign(signer, streams.hashStreamOrder(order));
        allowed = allowed && (wrong == 0 || wrong > LATE);
        allowed = allowed && accounts[stream.payer][stream.gateway] >= stream.deposit;
        vm.prank(gatewayOf(wrong == WRONG_SETTLER ? 1 - stream.gateway : stream.gateway));
        try streams.open(order, signature) {
            expect(allowed, "S6: opened against the rules");
            accounts[stream.payer][stream.gateway] -= stream.deposit;
            (_lastOrder, _lastSignature) = (order, signature);
            _add(stream);
            done["open"] += 1;
        } catch {
            expect(!allowed, "S6: a right order was refused");
        }
    }

    function openFromWallet(uint256 seed, uint256 rateSeed, uint256 hoursSeed) external {
        (Running memory stream, bool allowed) = _wanted(seed, rateSeed, hoursSeed);
        allowed = allowed && wallets[stream.payer] >= stream.deposit;
        stream.wallet = true;
        vm.prank(payerOf(stream.payer));
        try
            streams.openFromWallet(
                gatewayOf(stream.gateway),
                serviceIds[stream.service],
                uint96(stream.rate),
                uint96(stream.deposit),
                uint32(stream.notice),
                noPermit
            )
        {
            expect(allowed, "S6: opened from a wallet against the rules");
            wallets[stream.payer] -= stream.deposit;
            _add(stream);
            done["openFromWallet"] += 1;
        } catch {
            expect(!allowed, "S6: a right opening was refused");
        }
    }

    /// @notice What the payer signed is sent again.
    function replay() external {
        require(_lastSignature.length != 0, "nothing yet");
        vm.prank(_lastOrder.gateway);
        try streams.open(_lastOrder, _lastSignature) {
            expect(false, "S6: an order counted twice");
        } catch {
            done["replay"] += 1;
        }
    }

    function topUp(uint256 seed, uint256 amountSeed, bool wallet) external {
        (uint256 i, Running storage stream) = _recent(seed);
        uint256 amount = _between(amountSeed, 1, stream.rate * 30 hours);
        uint256 purse = wallet ? wallets[stream.payer] : accounts[stream.payer][stream.gateway];
        bool allowed =
            block.timestamp < _end(stream) &&
                stream.closesAt == 0 &&
                stream.wallet == wallet &&
                amount >= stream.rate &&
                stream.start + (stream.deposit + amount) / stream.rate <= block.timestamp + YEAR &&
                !leaving[stream.gateway] &&
                purse >= amount;
        bool success = wallet ? _topUpFromWallet(i, amount) : _topUp(i, amount);
        expect(success == allowed, "S2: money was added against the rules, or refused within them");
        if (!success) return;
        stream.deposit += amount;
        if (wallet) wallets[stream.payer] -= amount;
        else accounts[stream.payer][stream.gateway] -= amount;
        done[wallet ? "topUpFromWallet" : "topUp"] += 1;
    }

    function _topUp(uint256 i, uint256 amount) private returns (bool) {
        Running storage stream = running[i];
        IStreams.TopUp memory message = IStreams.TopUp(
            i + 1,
            uint96(amount),
            ++_nonce,
            uint64(block.timestamp)
        );
        bytes memory signature = _sign(stream.payer, streams.hashTopUp(message));
        vm.prank(gatewayOf(stream.gateway));
        try streams.topUp(message, signature) {
            return true;
        } catch {
            return false;
        }
    }

    function _topUpFromWallet(uint256 i, uint256 amount) private returns (bool) {
        vm.prank(payerOf(running[i].payer));
        try streams.topUpFromWallet(i + 1, uint96(amount), noPermit) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev One of the last streams.
    function _recent(uint256 seed) internal view returns (uint256 i, Running storage stream) {
        require(running.length != 0, "no stream yet");
        i = seed % running.length;
        return (i, running[i]);
    }

    /// @return stream Mostly within the offer. @return allowed Whether its terms and its gateway are.
    function _wanted(
        uint256 seed,
        uint256 rateSeed,
        uint256 hoursSeed
    ) private view returns (Running memory stream, bool allowed) {
        require(running.length < MOST_STREAMS, "enough streams");
        (stream.payer, stream.gateway) = (seed % PAYERS, (seed / 4) % GATEWAYS);
        stream.service = (seed / 16) % SERVICES;
        Offered storage offered = offers[stream.service];
        stream.rate = offered.rate + (rateSeed % 10);
        if (rateSeed % 11 == 0) stream.rate = 1;
        stream.notice = offered.notice + (rateSeed % 7);
        uint256 required = (stream.notice + 1 hours) * stream.rate;
        stream.deposit = required + (hoursSeed % 200_000) * stream.rate;
        if (hoursSeed % 9 == 0) stream.deposit = required - (required == 0 ? 0 : 1);
        stream.deposit += stream.rate == 0 ? 0 : hoursSeed % stream.rate;
        allowed =
            offered.rate != 0 &&
            offered.tenure == tenures[stream.service] &&
            stream.rate >= offered.rate &&
            stream.deposit >= required &&
            !leaving[stream.gateway];
    }

    function _add(Running memory stream) private {
        (stream.start, stream.settledAt) = (block.timestamp, block.timestamp);
        running.push(stream);
        _keepFees(running[running.length - 1]);
    }
}
