// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IStreams} from "../../interfaces/IStreams.sol";
import {FeeSplit} from "../libraries/FeeSplit.sol";
import {PaidFees} from "../prepaid/PaidFees.sol";
import {Openings} from "./Openings.sol";

/// @title Settlements
/// @notice What streams have earned goes to Earnings, less the fee of the day on which each was opened.
abstract contract Settlements is Openings, PaidFees {
    using FeeSplit for FeeSplit.Split;

    /// @notice Seconds between settlements of a stream that runs.
    uint32 public constant SETTLE_INTERVAL = 1 hours;

    /// @inheritdoc IStreams
    function settle(uint256 streamId) external nonReentrant returns (uint96 amount) {
        Stream storage stream = _stream(streamId);
        uint256 earliest = uint256(stream.settledAt) + SETTLE_INTERVAL;
        bool ended = block.timestamp >= _endOf(stream);
        uint96 earned = _earned(stream, block.timestamp);
        amount = earned - stream.settled;
        require(amount != 0, StreamsNothingEarned(streamId));
        require(ended || block.timestamp >= earliest, StreamsTooSoon(streamId, block.timestamp, earliest));
        FeeSplit.Split memory parts;
        parts.split(amount, FEES.feesOf(stream.class, stream.feeVersion), false);

        stream.settled = earned;
        stream.settledAt = uint40(block.timestamp);
        uint96 feesPaid = _countFees(stream.payer, stream.serviceId, parts.treasury);

        emit StreamSettled(
            streamId,
            stream.payer,
            stream.serviceId,
            stream.gateway,
            amount,
            earned,
            parts.fee,
            parts.treasury,
            feesPaid
        );
        _payEarnings(_proceedsOf(stream, parts), amount);
    }

    function _proceedsOf(
        Stream storage stream,
        FeeSplit.Split memory parts
    ) private view returns (IEarnings.Proceeds memory proceeds) {
        proceeds.gateway = stream.gateway;
        proceeds.gatewayShare = parts.gateway;
        proceeds.treasuryShare = parts.treasury;
        proceeds.rewardsShare = parts.rewards;
        proceeds.services = new IEarnings.ServiceCredit[](1);
        proceeds.services[0] = IEarnings.ServiceCredit(stream.serviceId, parts.net);
        if (parts.host == 0) return proceeds;
        proceeds.hosts = new IEarnings.ShareCredit[](1);
        proceeds.hosts[0] = IEarnings.ShareCredit(stream.host, parts.host);
    }
}
