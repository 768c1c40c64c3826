// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";
import {EscrowVault} from "../EscrowVault.sol";
import {PrepaidCore} from "../prepaid/PrepaidCore.sol";

/// @title SubscriptionsCore
/// @notice What all of Subscriptions builds on. No storage.
abstract contract SubscriptionsCore is ISubscriptions, PrepaidCore {
    /// @dev The service that is the platform itself. It is never listed, and its plans need not be.
    uint256 internal constant PLATFORM = 0;

    constructor(EscrowVault vault) PrepaidCore(vault, "Stoa Subscriptions") {}
}
