// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {IEarnings} from "../interfaces/IEarnings.sol";
import {IFeeSchedule} from "../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../interfaces/IServiceRegistry.sol";
import {ISubscriptions} from "../interfaces/ISubscriptions.sol";
import {Charges} from "./subscriptions/Charges.sol";
import {SubscriptionsCore} from "./subscriptions/SubscriptionsCore.sol";

/// @title Subscriptions
/// @dev Its parts, in the order of their storage: subscriptions/Plans, Records, PaidShares. SubscriptionsCore, Releases,
/// Cancellations and Charges have none. Nothing of it is governed. Multicall lets a gateway charge many periods in one
/// transaction.
contract Subscriptions is Charges, Multicall {
    bytes32 private constant USE_TYPEHASH = keccak256(
        "Use(bytes32 subscriptionId,address key,bytes32 callId,uint64 validBefore)"
    );

    constructor(
        IERC20 token,
        address vault,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees
    ) SubscriptionsCore(token, vault, earnings, services, gateways, fees) {}

    /// @inheritdoc ISubscriptions
    function hashUse(Use calldata use) external view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(USE_TYPEHASH, use)));
    }
}
