// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";
import {ISubscriptions} from "../../interfaces/ISubscriptions.sol";

/// @title SubscriptionsCore
/// @notice The contracts that Subscriptions works with. No storage.
abstract contract SubscriptionsCore is ISubscriptions, EIP712, ReentrancyGuardTransient {
    IERC20 public immutable TOKEN;
    address public immutable VAULT;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;

    /// @dev The service that is the platform itself. It is never listed, and its plans need not be.
    uint256 internal constant PLATFORM = 0;

    constructor(
        IERC20 token,
        address vault,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees
    ) EIP712("Stoa Subscriptions", "1") {
        TOKEN = token;
        VAULT = vault;
        EARNINGS = earnings;
        SERVICES = services;
        GATEWAYS = gateways;
        FEES = fees;
    }

    /// @dev A token that keeps a part, or begins to, must not leave books behind that promise more than is there.
    function _checkReceived(address receiver, uint256 heldBefore, uint256 expected) internal view {
        uint256 received = TOKEN.balanceOf(receiver) - heldBefore;
        require(received >= expected, SubscriptionsTransferShort(received, expected));
    }
}
