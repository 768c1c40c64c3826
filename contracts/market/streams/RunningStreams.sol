// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStreams} from "../../interfaces/IStreams.sol";
import {Offers} from "./Offers.sol";

/// @title RunningStreams
/// @notice The streams and what each has earned. Nothing is counted while one runs: its start, its end and its rate tell.
abstract contract RunningStreams is Offers {
    /// @dev Slot 4.
    /// @inheritdoc IStreams
    uint256 public streamCount;

    /// @dev Slot 5. Five slots each. 0: payer, ratePerSecond. 1: gateway, deposit. 2: serviceId. 3: uint40 start, uint40
    /// closesAt, uint40 settledAt, uint32 notice, uint32 feeVersion, class, source, refunded. 4: uint96 settled, host.
    mapping(uint256 streamId => Stream) internal _streams;

    /// @inheritdoc IStreams
    function streamOf(uint256 streamId) external view returns (Stream memory) {
        return _stream(streamId);
    }

    /// @inheritdoc IStreams
    function fundedUntil(uint256 streamId) external view returns (uint40) {
        return _endOf(_stream(streamId));
    }

    /// @inheritdoc IStreams
    function earnedOf(uint256 streamId) external view returns (uint96) {
        return _earned(_stream(streamId), block.timestamp);
    }

    /// @inheritdoc IStreams
    function refundableOf(uint256 streamId) external view returns (uint96) {
        Stream storage stream = _stream(streamId);
        return stream.refunded ? 0 : stream.deposit - _earned(stream, block.timestamp);
    }

    function _stream(uint256 streamId) internal view returns (Stream storage) {
        uint256 count = streamCount;
        require(streamId != 0 && streamId <= count, StreamsUnknownStream(streamId, count));
        return _streams[streamId];
    }

    /// @dev Of a stream whose funding was checked, so that it fits.
    function _endOf(Stream storage stream) internal view returns (uint40) {
        uint40 closesAt = stream.closesAt;
        return closesAt != 0 ? closesAt : stream.start + uint40(stream.deposit / stream.ratePerSecond);
    }

    /// @dev Never more than the deposit: it ends no later than its whole seconds do.
    function _earned(Stream storage stream, uint256 time) internal view returns (uint96) {
        uint256 until = Math.min(time, _endOf(stream));
        return uint96((until - stream.start) * stream.ratePerSecond);
    }

    function _requireRunning(uint256 streamId, Stream storage stream) internal view {
        uint40 end = _endOf(stream);
        require(block.timestamp < end, StreamsEnded(streamId, end));
    }
}
