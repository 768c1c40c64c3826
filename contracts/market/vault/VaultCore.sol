// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IDoors} from "../../interfaces/IDoors.sol";
import {IEarnings} from "../../interfaces/IEarnings.sol";
import {IEscrowVault} from "../../interfaces/IEscrowVault.sol";
import {IFeeSchedule} from "../../interfaces/IFeeSchedule.sol";
import {IGatewayRegistry} from "../../interfaces/IGatewayRegistry.sol";
import {IServiceRegistry} from "../../interfaces/IServiceRegistry.sol";

/// @title VaultCore
/// @notice The contracts that the vault works with. No storage.
/// @dev They are immutable addresses, not roles: nobody can be granted the right to debit a payer.
abstract contract VaultCore is IEscrowVault, EIP712, ReentrancyGuardTransient {
    IERC20 public immutable USDC;
    IEarnings public immutable EARNINGS;
    IServiceRegistry public immutable SERVICES;
    IGatewayRegistry public immutable GATEWAYS;
    IFeeSchedule public immutable FEES;
    IDoors public immutable DOORS;
    address public immutable FORCED_CLAIMS;
    address public immutable SUBSCRIPTIONS;
    address public immutable STREAMS;

    constructor(
        IERC20 usdc,
        IEarnings earnings,
        IServiceRegistry services,
        IGatewayRegistry gateways,
        IFeeSchedule fees,
        IDoors doors,
        address forcedClaims,
        address subscriptions,
        address streams
    ) EIP712("Stoa Escrow", "1") {
        USDC = usdc;
        EARNINGS = earnings;
        SERVICES = services;
        GATEWAYS = gateways;
        FEES = fees;
        DOORS = doors;
        FORCED_CLAIMS = forcedClaims;
        SUBSCRIPTIONS = subscriptions;
        STREAMS = streams;
    }
}
