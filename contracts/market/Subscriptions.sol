// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {Multicall} from "@openzeppelin/contracts/utils/Multicall.sol";
import {ISubscriptions} from "../interfaces/ISubscriptions.sol";
import {Charges} from "./subscriptions/Charges.sol";
import {SubscriptionsCore} from "./subscriptions/SubscriptionsCore.sol";
import {EscrowVault} from "./EscrowVault.sol";

/// @title Subscriptions
/// @dev Its parts, in the order of their storage: subscriptions/Plans, Records, prepaid/PaidFees. prepaid/PrepaidCore,
/// SubscriptionsCore, PaidShares, Releases, Cancellations and Charges have none. Nothing of it is governed. Multicall lets a gateway charge many periods in one
/// transaction.
contract Subscriptions is Charges, Multicall {
    bytes32 private constant USE_TYPEHASH = keccak256(
        "Use(bytes32 subscriptionId,address key,bytes32 callId,uint64 validBefore)"
    );

    constructor(EscrowVault vault) SubscriptionsCore(vault) {}

    /// @inheritdoc ISubscriptions
    function hashUse(Use calldata use) external view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(USE_TYPEHASH, use)));
    }
}
