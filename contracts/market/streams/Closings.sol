// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStreams} from "../../interfaces/IStreams.sol";
import {StreamHash} from "../libraries/StreamHash.sol";
import {Settlements} from "./Settlements.sol";

/// @title Closings
/// @notice How streams end, and what was not earned goes back.
/// @dev A close moves no money, and the refund is apart from the settlement: what stops one party's stops no other's.
abstract contract Closings is Settlements {
    using SafeERC20 for IERC20;
    using StreamHash for *;

    /// @dev Slot 7.
    /// @inheritdoc IStreams
    mapping(address account => uint96) public owedTo;

    /// @inheritdoc IStreams
    function close(uint256 streamId) external {
        Stream storage stream = _stream(streamId);
        _requirePayer(stream.payer);
        _closeWithNotice(streamId, stream);
    }

    /// @inheritdoc IStreams
    function closeBySignature(Closing calldata closing, bytes calldata signature) external {
        Stream storage stream = _stream(closing.streamId);
        _requireSigned(stream.payer, closing.deadline, closing.hash(), signature);
        _closeWithNotice(closing.streamId, stream);
    }

    /// @inheritdoc IStreams
    function closeAtOnce(uint256 streamId) external {
        Stream storage stream = _stream(streamId);
        _requireController(stream.serviceId);
        _requireRunning(streamId, stream);
        _closeAt(streamId, stream, msg.sender, block.timestamp);
    }

    /// @inheritdoc IStreams
    function refund(uint256 streamId) external nonReentrant returns (uint96 amount) {
        Stream storage stream = _stream(streamId);
        (address payer, address gateway, Source source) = (stream.payer, stream.gateway, stream.source);
        uint40 end = _endOf(stream);
        amount = stream.refunded ? 0 : stream.deposit - _earned(stream, end);
        require(block.timestamp >= end, StreamsStillRunning(streamId, end));
        require(amount != 0, StreamsNothingLeft(streamId));

        stream.refunded = true;
        if (source == Source.Wallet) owedTo[payer] += amount;

        emit StreamRefunded(streamId, payer, gateway, source, amount);
        if (source == Source.Wallet) return amount;
        _payAccount(payer, gateway, amount);
    }

    /// @inheritdoc IStreams
    function collect(address to) external nonReentrant returns (uint96 amount) {
        amount = owedTo[msg.sender];
        require(to != address(0), StreamsZeroAddress());
        require(amount != 0, StreamsNothingOwed(msg.sender));

        owedTo[msg.sender] = 0;

        emit Collected(msg.sender, to, amount);
        USDC.safeTransfer(to, amount);
    }

    function _closeWithNotice(uint256 streamId, Stream storage stream) private {
        _requireRunning(streamId, stream);
        require(stream.closesAt == 0, StreamsClosing(streamId, stream.closesAt));
        uint256 closesAt = Math.min(block.timestamp + stream.notice, _endOf(stream));
        _closeAt(streamId, stream, stream.payer, closesAt);
    }

    function _closeAt(uint256 streamId, Stream storage stream, address by, uint256 closesAt) private {
        stream.closesAt = uint40(closesAt);
        uint96 refundable = stream.deposit - _earned(stream, closesAt);
        emit StreamClosed(streamId, stream.payer, by, uint40(closesAt), refundable);
    }
}
