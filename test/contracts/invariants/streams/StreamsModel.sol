// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IFeeSchedule, ServiceClass} from "../../../../contracts/interfaces/IFeeSchedule.sol";
import {IStreams} from "../../../../contracts/interfaces/IStreams.sol";
import {Market} from "../MarketFixture.sol";
import {vm} from "../Vm.sol";

/// @notice What INVARIANTS.streams.md says of each stream and each purse, kept beside the contract and compared.
abstract contract StreamsModel {
    struct Running {
        uint256 payer;
        uint256 gateway;
        uint256 service;
        uint256 rate;
        uint256 deposit;
        uint256 notice;
        uint256 start;
        uint256 closesAt;
        uint256 settledAt;
        uint256 settled;
        uint256 feeBps;
        uint256 baseBps;
        bool wallet;
        bool refunded;
    }

    struct Offered {
        uint256 rate;
        uint256 notice;
        uint256 tenure;
    }

    uint256 internal constant PAYERS = 3;
    uint256 internal constant GATEWAYS = 2;
    uint256 internal constant SERVICES = 2;
    uint256 internal constant MOST_STREAMS = 10;
    uint256 internal constant MOST_RATE = 10e6;
    uint256 internal constant YEAR = 366 days;
    uint256 private constant PAYER_KEY = 0xA000;
    uint256 private constant GATEWAY_KEY = 0xB000;
    uint256 private constant PUBLISHER_KEY = 0xC000;

    // No immutables: the campaign knows a contract by its code.
    Market internal market;
    IStreams internal streams;
    address internal governance;
    uint256[SERVICES] internal serviceIds;

    Running[] internal running;
    Offered[SERVICES] internal offers;
    /// @dev Payers from 0, publishers after them: who owns a service.
    uint256[SERVICES] internal owners;
    uint256[SERVICES] internal tenures;
    bool[GATEWAYS] internal leaving;
    uint256[GATEWAYS][PAYERS] internal accounts;
    uint256[PAYERS] internal wallets;
    uint256[PAYERS] internal owed;
    uint256[SERVICES][PAYERS] internal fees;
    uint256[SERVICES][PAYERS + SERVICES] internal net;
    uint256[GATEWAYS] internal shares;
    uint256 internal treasury;
    uint256 internal rewards;

    /// @notice The first rule that was broken. Empty while all is well.
    string public broken;
    mapping(string action => uint256 times) public done;

    /// @notice Compares everything that can be read with the model.
    function check() external view {
        require(bytes(broken).length == 0, broken);
        uint256 settled = _checkStreams();
        _checkPayers();
        _checkEarnings(settled);
    }

    /// @dev S1, S2, S3.
    function _checkStreams() private view returns (uint256 settled) {
        uint256 held;
        for (uint256 i; i < running.length; ++i) {
            Running storage stream = running[i];
            IStreams.Stream memory found = streams.streamOf(i + 1);
            uint256 earned = _earned(stream, block.timestamp);
            uint256 left = stream.refunded ? 0 : stream.deposit - earned;
            require(streams.fundedUntil(i + 1) == _end(stream), "S2: another end");
            require(streams.earnedOf(i + 1) == earned, "S2: earned otherwise than by the second");
            require(earned <= stream.deposit, "S2: earned more than was put in");
            require(found.deposit == stream.deposit, "S2: another deposit");
            require(found.settled == stream.settled && stream.settled <= earned, "S3: settled otherwise");
            require(streams.refundableOf(i + 1) == left, "S4: another rest");
            held += earned - stream.settled + left;
            settled += stream.settled;
        }
        for (uint256 i; i < PAYERS; ++i) held += owed[i];
        require(market.usdc.balanceOf(address(streams)) == held, "S1: books and tokens differ");
    }

    /// @dev S4, S5, S6.
    function _checkPayers() private view {
        for (uint256 i; i < PAYERS; ++i) {
            address payer = payerOf(i);
            require(market.usdc.balanceOf(payer) == wallets[i], "S6: another wallet");
            require(streams.owedTo(payer) == owed[i], "S4: another sum waits");
            for (uint256 g; g < GATEWAYS; ++g) {
                uint256 balance = market.vault.accountOf(payer, gatewayOf(g)).balance;
                require(balance == accounts[i][g], "S6: another account");
            }
            for (uint256 s; s < SERVICES; ++s) {
                require(streams.feesOf(payer, serviceIds[s]) == fees[i][s], "S5: other fees");
            }
        }
    }

    /// @dev S3, S5.
    function _checkEarnings(uint256 settled) private view {
        (uint256 total, uint256 counted) = (treasury + rewards, 0);
        for (uint256 who; who < PAYERS + SERVICES; ++who) {
            for (uint256 s; s < SERVICES; ++s) {
                (address payee, uint256 id) = (personOf(who), serviceIds[s]);
                uint256 earned = market.earnings.pendingOf(payee, id) + market.earnings.maturedOf(payee, id);
                require(earned == net[who][s], "S3: a publisher earned otherwise");
                total += earned;
                if (who < PAYERS) counted += fees[who][s];
            }
        }
        for (uint256 g; g < GATEWAYS; ++g) {
            require(market.earnings.shareOf(gatewayOf(g)) == shares[g], "S3: a gateway earned otherwise");
            total += shares[g];
        }
        require(market.earnings.treasuryAccrued() == treasury, "S3: the treasury earned otherwise");
        require(total == settled, "S3: the parts are not the whole");
        require(
            market.usdc.balanceOf(address(market.earnings)) == settled,
            "S3: what is settled is not there"
        );
        require(counted <= treasury, "S5: more counts than the treasury has");
    }

    function _end(Running storage stream) internal view returns (uint256) {
        if (stream.closesAt != 0) return stream.closesAt;
        return stream.start + stream.deposit / stream.rate;
    }

    function _earned(Running storage stream, uint256 time) internal view returns (uint256) {
        uint256 end = _end(stream);
        return ((time < end ? time : end) - stream.start) * stream.rate;
    }

    /// @dev The fee as it was at the opening, by the fixture's shares: 30 % the gateway's, 10 % the rewards'.
    function _book(Running storage stream, uint256 amount) internal {
        uint256 base = _ceil(amount * stream.baseBps);
        uint256 fee = _ceil(amount * stream.feeBps);
        (uint256 gateway, uint256 reward) = ((base * 3_000) / 10_000, (base * 1_000) / 10_000);
        uint256 owner = owners[stream.service];
        net[owner][stream.service] += amount - fee;
        shares[stream.gateway] += gateway;
        // Whoever claims, the first gateway hosts.
        shares[0] += fee - base;
        rewards += reward;
        treasury += base - gateway - reward;
        if (owner != stream.payer) fees[stream.payer][stream.service] += base - gateway - reward;
    }

    /// @dev What a stream that is opened now keeps.
    function _keepFees(Running storage stream) internal {
        ServiceClass class = stream.service == 0 ? ServiceClass.SelfHosted : ServiceClass.Hosted;
        IFeeSchedule.Fees memory found = market.fees.feesOf(class, market.fees.currentVersion(class));
        (stream.feeBps, stream.baseBps) = (found.feeBps, found.baseFeeBps);
    }

    function _ceil(uint256 bps) private pure returns (uint256) {
        return (bps + 9_999) / 10_000;
    }

    function expect(bool holds, string memory rule) internal {
        if (!holds && bytes(broken).length == 0) broken = rule;
    }

    function payerOf(uint256 i) internal pure returns (address) {
        return vm.addr(PAYER_KEY + i);
    }

    function gatewayOf(uint256 i) internal pure returns (address) {
        return vm.addr(GATEWAY_KEY + i);
    }

    /// @dev A payer, or after them the publisher of a service.
    function personOf(uint256 who) internal pure returns (address) {
        return who < PAYERS ? payerOf(who) : vm.addr(PUBLISHER_KEY + who - PAYERS);
    }

    function _sign(uint256 payer, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY + payer, digest);
        return abi.encodePacked(r, s, v);
    }

    function _between(uint256 seed, uint256 least, uint256 most) internal pure returns (uint256) {
        return least + (seed % (most - least + 1));
    }
}
