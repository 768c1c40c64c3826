// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IStreams} from "../../../../contracts/interfaces/IStreams.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";
import {OpeningActions} from "./OpeningActions.sol";

/// @notice How streams pay and end, and the moves of owners, gateways, votes, strangers and time. An action that the model allows
/// must succeed and one that it forbids must fail; either way round it is written to `broken`.
contract StreamsHandler is OpeningActions {
    uint256 private constant MINT = 5_000e6;

    constructor(Market memory market_, uint256[SERVICES] memory serviceIds_, address governance_) {
        (market, streams, governance) = (market_, market_.streams, governance_);
        serviceIds = serviceIds_;
        for (uint256 s; s < SERVICES; ++s) owners[s] = PAYERS + s;
        for (uint256 i; i < PAYERS; ++i) {
            market_.usdc.mint(payerOf(i), MINT);
            wallets[i] = MINT;
            vm.prank(payerOf(i));
            market_.usdc.approve(address(market_.streams), type(uint256).max);
            vm.prank(payerOf(i));
            market_.usdc.approve(address(market_.vault), type(uint256).max);
            for (uint256 g; g < GATEWAYS; ++g) _deposit(i, g, 1_000e6);
        }
    }

    function settle(uint256 seed) external {
        (uint256 i, Running storage stream) = _recent(seed);
        uint256 earned = _earned(stream, block.timestamp);
        uint256 amount = earned - stream.settled;
        bool ended = block.timestamp >= _end(stream);
        bool allowed = amount != 0 && (ended || block.timestamp >= stream.settledAt + 1 hours);
        try streams.settle(i + 1) returns (uint96 moved) {
            expect(allowed, "S3: settled too soon, or nothing");
            expect(moved == amount, "S3: settled another amount");
            _book(stream, amount);
            (stream.settled, stream.settledAt) = (earned, block.timestamp);
            done["settle"] += 1;
        } catch {
            expect(!allowed, "S3: a publisher was not paid");
        }
    }

    function close(uint256 seed, bool signed) external {
        (uint256 i, Running storage stream) = _recent(seed);
        uint256 end = _end(stream);
        bool allowed = block.timestamp < end && stream.closesAt == 0;
        bool success = signed ? _closeBySignature(i, stream.payer) : _close(i, payerOf(stream.payer));
        expect(success == allowed, "S2: closed twice, or not at all");
        if (!success) return;
        uint256 over = block.timestamp + stream.notice;
        stream.closesAt = over < end ? over : end;
        done[signed ? "closeBySignature" : "close"] += 1;
    }

    function closeAtOnce(uint256 seed, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        (uint256 i, Running storage stream) = _recent(seed);
        bool allowed = block.timestamp < _end(stream);
        vm.prank(personOf(owners[stream.service]));
        try streams.closeAtOnce(i + 1) {
            expect(allowed, "S2: an end moved back");
            stream.closesAt = block.timestamp;
            done["closeAtOnce"] += 1;
        } catch {
            expect(!allowed, "S2: a publisher cannot end a stream");
        }
    }

    function refund(uint256 seed) external {
        (uint256 i, Running storage stream) = _recent(seed);
        uint256 left = stream.refunded ? 0 : stream.deposit - _earned(stream, block.timestamp);
        bool allowed = block.timestamp >= _end(stream) && left != 0;
        try streams.refund(i + 1) returns (uint96 amount) {
            expect(allowed, "S4: given back too soon, or twice");
            expect(amount == left, "S4: another amount given back");
            stream.refunded = true;
            if (stream.wallet) owed[stream.payer] += left;
            else accounts[stream.payer][stream.gateway] += left;
            done["refund"] += 1;
        } catch {
            expect(!allowed, "S4: a payer's rest was kept");
        }
    }

    function collect(uint256 seed) external {
        uint256 i = seed % PAYERS;
        vm.prank(payerOf(i));
        try streams.collect(payerOf(i)) returns (uint96 amount) {
            expect(amount == owed[i] && amount != 0, "S4: another sum collected");
            wallets[i] += amount;
            owed[i] = 0;
            done["collect"] += 1;
        } catch {
            expect(owed[i] == 0, "S4: what is owed was not paid");
        }
    }

    function deposit(uint256 seed, uint256 amount) external {
        (uint256 i, uint256 g) = (seed % PAYERS, (seed / 4) % GATEWAYS);
        amount = _between(amount, 1e6, 300e6);
        require(!leaving[g] && wallets[i] >= amount, "not possible");
        _deposit(i, g, amount);
        done["deposit"] += 1;
    }

    /// @notice A service is sold: to a payer, or back to its publisher.
    function sell(uint256 seed, uint256 buyer, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        uint256 s = seed % SERVICES;
        uint256 to = buyer % 2 == 0 ? PAYERS + s : (buyer / 2) % PAYERS;
        require(to != owners[s], "his already");
        vm.prank(personOf(owners[s]));
        market.owners.transferFrom(personOf(owners[s]), personOf(to), serviceIds[s]);
        owners[s] = to;
        tenures[s] += 1;
        done["sell"] += 1;
    }

    /// @notice A gateway leaves, or stays after all.
    function turnGateway(uint256 seed, uint256 rarely) external {
        uint256 g = seed % GATEWAYS;
        require(leaving[g] || rarely % 8 == 0, "left alone");
        vm.prank(gatewayOf(g));
        if (leaving[g]) market.gateways.cancelExit();
        else market.gateways.requestExit();
        leaving[g] = !leaving[g];
        done["turnGateway"] += 1;
    }

    function vote(uint256 seed, uint256 feeSeed, uint256 rarely) external {
        require(rarely % 4 == 0, "left alone");
        vm.prank(governance);
        market.fees.publishFees(
            seed % 2 == 0 ? ServiceClass.SelfHosted : ServiceClass.Hosted,
            uint16(feeSeed % 3_001),
            3_000,
            1_000,
            1_000
        );
        done["vote"] += 1;
    }

    /// @notice Who is neither payer nor publisher of a stream tries what is theirs.
    function trespass(uint256 seed, uint256 verb) external {
        (uint256 i, Running storage stream) = _recent(seed);
        uint256 id = serviceIds[stream.service];
        address thief = gatewayOf(seed % GATEWAYS);
        bytes[6] memory calls = [
            abi.encodeCall(IStreams.close, (i + 1)),
            abi.encodeCall(IStreams.closeAtOnce, (i + 1)),
            abi.encodeCall(IStreams.topUpFromWallet, (i + 1, uint96(stream.rate), noPermit)),
            abi.encodeCall(IStreams.offer, (id, 1, 0)),
            abi.encodeCall(IStreams.withdrawOffer, (id)),
            abi.encodeCall(IStreams.collect, (thief))
        ];
        vm.prank(thief);
        (bool success, ) = address(streams).call(calls[verb % calls.length]);
        expect(!success, "S6: a stranger has a say");
        done["trespass"] += 1;
    }

    /// @dev Now and then long enough for what was voted to come into force while something is unsettled.
    function passTime(uint256 duration) external {
        vm.warp(block.timestamp + _between(duration, 1, duration % 8 == 0 ? 9 days : 20 hours));
        done["passTime"] += 1;
    }

    function _close(uint256 i, address by) private returns (bool) {
        vm.prank(by);
        try streams.close(i + 1) {
            return true;
        } catch {
            return false;
        }
    }

    function _closeBySignature(uint256 i, uint256 payer) private returns (bool) {
        IStreams.Closing memory closing = IStreams.Closing(i + 1, uint64(block.timestamp));
        try streams.closeBySignature(closing, _sign(payer, streams.hashClosing(closing))) {
            return true;
        } catch {
            return false;
        }
    }

    function _deposit(uint256 i, uint256 g, uint256 amount) private {
        IEscrowVault.Permit memory none;
        vm.prank(payerOf(i));
        market.vault.deposit(payerOf(i), gatewayOf(g), uint96(amount), none);
        wallets[i] -= amount;
        accounts[i][g] += amount;
    }
}
