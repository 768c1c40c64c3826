// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IStreams} from "../interfaces/IStreams.sol";
import {StreamHash} from "./libraries/StreamHash.sol";
import {Closings} from "./streams/Closings.sol";
import {StreamsCore} from "./streams/StreamsCore.sol";
import {EscrowVault} from "./EscrowVault.sol";

/// @title Streams
/// @dev Its parts, in the order of their storage: streams/StreamsCore, Offers, RunningStreams, prepaid/PaidFees, streams/Closings.
/// prepaid/PrepaidCore, Openings and Settlements have none. Nothing of it is governed. Multicall lets a stream be closed, settled and refunded in one transaction.
contract Streams is Closings, Multicall {
    using StreamHash for *;

    constructor(EscrowVault vault) StreamsCore(vault) {}

    /// @inheritdoc IStreams
    function hashStreamOrder(StreamOrder calldata order) external view returns (bytes32) {
        return _hashTypedDataV4(order.hash());
    }

    /// @inheritdoc IStreams
    function hashTopUp(TopUp calldata topUp_) external view returns (bytes32) {
        return _hashTypedDataV4(topUp_.hash());
    }

    /// @inheritdoc IStreams
    function hashClosing(Closing calldata closing) external view returns (bytes32) {
        return _hashTypedDataV4(closing.hash());
    }

    /// @inheritdoc IStreams
    function hashUse(Use calldata use) external view returns (bytes32) {
        return _hashTypedDataV4(use.hash());
    }
}
