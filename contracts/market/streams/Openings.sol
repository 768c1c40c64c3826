// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ServiceClass} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {IStreams} from "../../interfaces/IStreams.sol";
import {StreamHash} from "../libraries/StreamHash.sol";
import {PermitTransfer} from "../PermitTransfer.sol";
import {RunningStreams} from "./RunningStreams.sol";

/// @title Openings
/// @notice How money comes into streams: from an account, which its gateway alone debits, or from the payer's wallet.
abstract contract Openings is RunningStreams {
    using PermitTransfer for IERC20;
    using StreamHash for *;

    /// @notice Seconds that a new stream is funded for at least, beside its notice.
    uint32 public constant SHORTEST_FUNDING = 1 hours;
    /// @notice Seconds that a stream may be funded ahead.
    uint32 public constant LONGEST_FUNDING = 366 days;

    /// @inheritdoc IStreams
    function open(
        StreamOrder calldata order,
        bytes calldata signature
    ) external nonReentrant returns (uint256 streamId) {
        _requireSettler(order.gateway);
        _requireSigned(order.payer, order.deadline, order.hash(), signature);
        _useNonce(order.payer, order.nonce);
        streamId = _open(
            order.payer,
            order.gateway,
            order.serviceId,
            order.ratePerSecond,
            order.deposit,
            order.notice,
            Source.Account
        );
        VAULT.collectPrepaid(order.payer, order.gateway, order.deposit);
    }

    /// @inheritdoc IStreams
    function openFromWallet(
        address gateway,
        uint256 serviceId,
        uint96 ratePerSecond,
        uint96 deposit,
        uint32 notice,
        IGatewayRegistry.Permit calldata permit
    ) external nonReentrant returns (uint256 streamId) {
        streamId = _open(msg.sender, gateway, serviceId, ratePerSecond, deposit, notice, Source.Wallet);
        USDC.take(deposit, permit.deadline, permit.v, permit.r, permit.s);
    }

    /// @inheritdoc IStreams
    function topUp(TopUp calldata topUp_, bytes calldata signature) external nonReentrant {
        Stream storage stream = _stream(topUp_.streamId);
        (address payer, address gateway) = (stream.payer, stream.gateway);
        _requireSettler(gateway);
        _requireSigned(payer, topUp_.deadline, topUp_.hash(), signature);
        _useNonce(payer, topUp_.nonce);
        _topUp(topUp_.streamId, stream, topUp_.amount, Source.Account);
        VAULT.collectPrepaid(payer, gateway, topUp_.amount);
    }

    /// @inheritdoc IStreams
    function topUpFromWallet(
        uint256 streamId,
        uint96 amount,
        IGatewayRegistry.Permit calldata permit
    ) external nonReentrant {
        Stream storage stream = _stream(streamId);
        _requirePayer(stream.payer);
        _topUp(streamId, stream, amount, Source.Wallet);
        USDC.take(amount, permit.deadline, permit.v, permit.r, permit.s);
    }

    function _open(
        address payer,
        address gateway,
        uint256 serviceId,
        uint96 ratePerSecond,
        uint96 deposit,
        uint32 notice,
        Source source
    ) private returns (uint256 streamId) {
        Offer memory offered = offerOf(serviceId);
        uint256 required = (uint256(notice) + SHORTEST_FUNDING) * ratePerSecond;
        require(offered.ratePerSecond != 0, StreamsNothingOffered(serviceId));
        _checkRate(ratePerSecond, offered.ratePerSecond);
        _checkNotice(notice, offered.notice);
        require(deposit >= required, StreamsDepositTooSmall(deposit, required));
        _checkFunding(block.timestamp, deposit, ratePerSecond);
        require(SERVICES.isListed(serviceId), StreamsServiceNotListed(serviceId));
        _requireOpen(gateway);

        (ServiceClass class, uint32 feeVersion, address host) = _feesNow(serviceId);
        streamId = ++streamCount;
        uint40 time = uint40(block.timestamp);
        Stream storage stream = _streams[streamId];
        (stream.payer, stream.ratePerSecond) = (payer, ratePerSecond);
        (stream.gateway, stream.deposit) = (gateway, deposit);
        stream.serviceId = serviceId;
        (stream.start, stream.settledAt, stream.notice) = (time, time, notice);
        (stream.feeVersion, stream.class, stream.source) = (feeVersion, class, source);
        if (host != address(0)) stream.host = host;

        emit StreamOpened(
            streamId,
            payer,
            serviceId,
            gateway,
            source,
            ratePerSecond,
            deposit,
            notice,
            class,
            feeVersion,
            host,
            _endOf(stream)
        );
    }

    function _topUp(uint256 streamId, Stream storage stream, uint96 amount, Source source) private {
        (uint96 ratePerSecond, uint256 deposit) = (stream.ratePerSecond, uint256(stream.deposit) + amount);
        _requireRunning(streamId, stream);
        require(stream.closesAt == 0, StreamsClosing(streamId, stream.closesAt));
        require(stream.source == source, StreamsOtherSource(streamId, stream.source));
        require(amount >= ratePerSecond, StreamsTopUpTooSmall(amount, ratePerSecond));
        _checkFunding(stream.start, deposit, ratePerSecond);
        _requireOpen(stream.gateway);

        // A year at the highest rate fits 96 bits.
        stream.deposit = uint96(deposit);

        emit StreamToppedUp(streamId, stream.payer, amount, uint96(deposit), _endOf(stream));
    }

    /// @dev New money goes to gateways that take new business, as deposits do.
    function _requireOpen(address gateway) private view {
        require(GATEWAYS.isOpen(gateway), StreamsGatewayClosed(gateway));
    }

    function _checkFunding(uint256 start, uint256 deposit, uint96 ratePerSecond) private view {
        (uint256 end, uint256 latest) = (start + deposit / ratePerSecond, block.timestamp + LONGEST_FUNDING);
        require(end <= latest, StreamsFundedTooLong(end, latest));
    }

    /// @dev What payer and publisher agree to: a later vote moves no stream that runs.
    function _feesNow(
        uint256 serviceId
    ) private view returns (ServiceClass class, uint32 feeVersion, address host) {
        bytes32 termsId;
        IServiceRegistry.Terms memory terms;
        (termsId, feeVersion, terms) = SERVICES.currentTerms(serviceId);
        class = terms.class;
        if (class != ServiceClass.SelfHosted) host = SERVICES.hostOf(serviceId, termsId);
    }
}
