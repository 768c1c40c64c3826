// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IStreams} from "../../interfaces/IStreams.sol";
import {StreamsCore} from "./StreamsCore.sol";

/// @title Offers
/// @notice What publishers ask of new streams.
abstract contract Offers is StreamsCore {
    /// @notice Bounds of a rate, token base units a second.
    uint96 public constant LEAST_RATE = 1;
    uint96 public constant MOST_RATE = 10e6;
    /// @notice Seconds: what a payer pays at most after he has closed.
    uint32 public constant LONGEST_NOTICE = 7 days;

    /// @dev Slot 3. One slot each: uint96 ratePerSecond, uint32 notice, uint64 tenure.
    mapping(uint256 serviceId => Offer) private _offers;

    /// @inheritdoc IStreams
    function offer(uint256 serviceId, uint96 ratePerSecond, uint32 notice) external {
        _requireController(serviceId);
        _checkRate(ratePerSecond, LEAST_RATE);
        _checkNotice(notice, 0);

        uint64 tenure = SERVICES.tenureOf(serviceId);
        _offers[serviceId] = Offer(ratePerSecond, notice, tenure);

        emit Offered(serviceId, ratePerSecond, notice, tenure);
    }

    /// @inheritdoc IStreams
    function withdrawOffer(uint256 serviceId) external {
        _requireController(serviceId);
        require(_offers[serviceId].ratePerSecond != 0, StreamsNothingOffered(serviceId));

        delete _offers[serviceId];

        emit OfferWithdrawn(serviceId);
    }

    /// @inheritdoc IStreams
    function offerOf(uint256 serviceId) public view returns (Offer memory found) {
        found = _offers[serviceId];
        // Whoever has bought the service has offered nothing yet.
        if (found.tenure != SERVICES.tenureOf(serviceId)) delete found;
    }

    function _checkRate(uint96 ratePerSecond, uint96 least) internal pure {
        require(
            ratePerSecond >= least && ratePerSecond <= MOST_RATE,
            StreamsRateOutOfBounds(ratePerSecond, least, MOST_RATE)
        );
    }

    function _checkNotice(uint32 notice, uint32 least) internal pure {
        require(
            notice >= least && notice <= LONGEST_NOTICE,
            StreamsNoticeOutOfBounds(notice, least, LONGEST_NOTICE)
        );
    }
}
